/** Does a client get a token from a target, and is it let in to the data? */

import { LoadTestError } from "../../base/errors.ts";
import { operationsOn, type TokenInfo } from "../../lib/edfi/token-info.ts";
import { callData } from "../data-call.ts";
import type { Discovery } from "../discovery.ts";
import { type ClientCredentials, fetchTokenInfo, requestToken } from "../token.ts";

export type ClientCheck =
  | { readonly kind: "works"; readonly call: string; readonly tokenInfo?: TokenInfo }
  /** The target is well, but does not let this client in: `error` says what and how to go on. */
  | { readonly kind: "refused"; readonly error: LoadTestError };

/** Small resources that nearly every claim set may read, the usual one first. */
const COMMON_RESOURCES = [
  "schools",
  "students",
  "localEducationAgencies",
  "schoolYearTypes",
  "gradeLevelDescriptors",
  "termDescriptors",
  "academicSubjectDescriptors",
] as const;

/** @throws LoadTestError when the target itself does not answer as it should. */
export async function checkClient(discovery: Discovery, client: ClientCredentials): Promise<ClientCheck> {
  try {
    const token = await requestToken(client);
    const info = await fetchTokenInfo(discovery, token.accessToken);
    const tokenInfo = info.kind === "known" ? info.info : undefined;
    const result = await callData(discovery, readableResource(tokenInfo), token.accessToken);
    if (result.kind === "ok") {
      return { kind: "works", call: result.call, ...(tokenInfo === undefined ? {} : { tokenInfo }) };
    }
    const error = new LoadTestError(result.isClientAtFault ? "auth" : "preflight", result.text, { hint: result.fix });
    if (!result.isClientAtFault) throw error;
    return { kind: "refused", error };
  } catch (error) {
    if (error instanceof LoadTestError && error.kind === "auth") return { kind: "refused", error };
    throw error;
  }
}

/** A resource that the client may read, as far as the server told. */
export function readableResource(info: TokenInfo | undefined): string {
  const readable = COMMON_RESOURCES.find(
    (name) => info === undefined || operationsOn(info, name)?.has("Read") !== false,
  );
  return `ed-fi/${readable ?? COMMON_RESOURCES[0]}`;
}
