/** How the set-up logs in at the Configuration Service. */

import { LoadTestError } from "../../base/errors.ts";
import type { AdminLogin } from "./admin-session.ts";

export interface ServiceInput extends Omit<AdminLogin, "configServiceUrl" | "adminClientSecret"> {
  /** Both are needed only when the service has to be called. */
  readonly configServiceUrl?: string;
  readonly adminClientSecret?: string;
}

export function isServiceSet({ configServiceUrl = "", adminClientSecret = "" }: ServiceInput): boolean {
  return configServiceUrl !== "" && adminClientSecret !== "";
}

/** @param purpose `A client must be created` @throws LoadTestError "config" naming the settings that are missing */
export function loginOf(input: ServiceInput, purpose: string): AdminLogin {
  const { configServiceUrl = "", adminClientSecret = "" } = input;
  const missing = [
    configServiceUrl === "" ? "CONFIG_SERVICE_URL" : "",
    adminClientSecret === "" ? "CONFIG_SERVICE_CLIENT_SECRET" : "",
  ].filter((name) => name !== "");
  if (missing.length > 0) {
    throw new LoadTestError(
      "config",
      `${purpose}, but ${missing.join(" and ")} ${missing.length > 1 ? "are" : "is"} not set`,
      {
        hint: `Set ${missing.length > 1 ? "them" : "it"}, or put the CLIENT_ID and CLIENT_SECRET of an existing client into .env.load-test.`,
      },
    );
  }
  return { ...input, configServiceUrl, adminClientSecret };
}
