/** The claims of a DMS token. They are used only for a check, so the signature is not verified. Pure. */

import { asRecord, asText, type JsonRecord, parseJson } from "../../lib/edfi/json.ts";
import type { TokenInfo } from "../../lib/edfi/token-info.ts";

export type ClientReach = Pick<TokenInfo, "educationOrganizationIds" | "namespacePrefixes">;

/**
 * The token lists all organizations of the client, token_info only those that exist already. Tokens of an ODS/API are
 * not readable.
 */
export function reachOf(accessToken: string, info: ClientReach): ClientReach {
  const claims = claimsOf(accessToken);
  const ids = listOf(claims?.educationOrganizationIds)?.map(Number);
  return {
    educationOrganizationIds: ids?.filter((id) => Number.isSafeInteger(id)) ?? info.educationOrganizationIds,
    namespacePrefixes: listOf(claims?.namespacePrefixes) ?? info.namespacePrefixes,
  };
}

/** The scope of a token of DMS is its claim set. */
export function claimSetOf(accessToken: string): string | undefined {
  return asText(claimsOf(accessToken)?.scope);
}

function claimsOf(accessToken: string): JsonRecord | undefined {
  return asRecord(parseJson(Buffer.from(accessToken.split(".")[1] ?? "", "base64url").toString("utf8")));
}

/** DMS writes a list as one text with commas. */
function listOf(value: unknown): string[] | undefined {
  if (value === undefined) return undefined;
  const texts = Array.isArray(value) ? value.map(String) : String(value).split(",");
  return texts.map((text) => text.trim()).filter((text) => text !== "");
}
