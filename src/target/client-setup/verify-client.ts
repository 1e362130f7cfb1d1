/** Does a client get a token from a target, and is it allowed to read data? */

import { LoadTestError } from "../../base/errors.ts";
import { operationsOn, type TokenInfo } from "../../lib/edfi/token-info.ts";
import { findPermissions } from "../authorization/permissions.ts";
import { claimSetOf } from "../authorization/token-claims.ts";
import type { ServiceInput } from "../config-service/service-login.ts";
import { callData } from "../data-call.ts";
import type { Discovery } from "../discovery.ts";
import { type AccessToken, type ClientCredentials, requestToken } from "../token.ts";

export type ClientCheck =
  | { readonly kind: "works"; readonly call: string; readonly claimSet?: string; readonly tokenInfo?: TokenInfo }
  /** The client is accepted, but the target has not read its claim set. The token may be used for the next check. */
  | {
      readonly kind: "claim set unknown";
      readonly claimSet?: string;
      readonly text: string;
      readonly token: AccessToken;
    }
  /** The target works, but does not accept this client: `error` has the reason and the fix. */
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

/**
 * @param service says what the client may do where the target does not
 * @param known a token of the client that is not over yet
 * @throws LoadTestError when the target itself does not work.
 */
export async function checkClient(
  discovery: Discovery,
  client: ClientCredentials,
  { known, service }: { readonly known?: AccessToken | undefined; readonly service?: ServiceInput | undefined } = {},
): Promise<ClientCheck> {
  try {
    const token = known ?? (await requestToken(client));
    const info = await findPermissions(discovery, token.accessToken, service);
    const claimSet = claimSetOf(token.accessToken);
    const named = claimSet === undefined ? {} : { claimSet };
    const unknown = { kind: "claim set unknown", ...named, token } as const;
    if (info.kind === "unknown" && info.isClaimSetUnknown === true) return { ...unknown, text: info.reason };
    const tokenInfo = info.kind === "known" ? info.info : undefined;
    const result = await callData(discovery, readableResource(tokenInfo), token.accessToken);
    if (result.kind === "ok") {
      const said = tokenInfo?.claimSet === undefined ? {} : { claimSet: tokenInfo.claimSet };
      return { kind: "works", call: result.call, ...named, ...(tokenInfo && { tokenInfo, ...said }) };
    }
    if (result.isClaimSetUnknown === true) return { ...unknown, text: result.text };
    const error = new LoadTestError(result.isClientAtFault ? "auth" : "preflight", result.text, { hint: result.fix });
    if (!result.isClientAtFault) throw error;
    return { kind: "refused", error };
  } catch (error) {
    if (error instanceof LoadTestError && error.kind === "auth") return { kind: "refused", error };
    throw error;
  }
}

/** A resource that the client may read, as far as the server lists it. */
export function readableResource(info: TokenInfo | undefined): string {
  const readable = COMMON_RESOURCES.find(
    (name) => info === undefined || operationsOn(info, name)?.has("Read") !== false,
  );
  return `ed-fi/${readable ?? COMMON_RESOURCES[0]}`;
}
