/** JSON Web Tokens signed with HMAC-SHA256, as far as the sandbox needs them. */
import { createHmac, timingSafeEqual } from "node:crypto";

export interface TokenClaims {
  readonly iss: string;
  readonly aud: string;
  /** Seconds since 1970. */
  readonly iat: number;
  readonly exp: number;
  readonly jti: string;
  readonly client_id: string;
  /** Claim set of an API client, space-separated scopes of a Configuration Service client. */
  readonly scope: string;
  /** Comma-separated lists, empty for Configuration Service clients. */
  readonly namespacePrefixes: string;
  readonly educationOrganizationIds: string;
  readonly dataStoreIds: string;
}

const HEADER = Buffer.from(JSON.stringify({ alg: "HS256", typ: "at+jwt" })).toString("base64url");

export function signToken(claims: TokenClaims, key: Buffer): string {
  const content = `${HEADER}.${Buffer.from(JSON.stringify(claims)).toString("base64url")}`;
  return `${content}.${signatureOf(content, key).toString("base64url")}`;
}

/** The claims when signature and form are right; does not look at time. */
export function readToken(token: string, key: Buffer): TokenClaims | undefined {
  const parts = token.split(".");
  const [header, payload, signature] = parts;
  if (parts.length !== 3 || header !== HEADER || payload === undefined || signature === undefined) return undefined;
  const expected = signatureOf(`${header}.${payload}`, key).toString("base64url");
  if (signature.length !== expected.length) return undefined;
  if (!timingSafeEqual(Buffer.from(signature, "latin1"), Buffer.from(expected, "latin1"))) return undefined;
  try {
    return JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as TokenClaims;
  } catch {
    return undefined;
  }
}

function signatureOf(content: string, key: Buffer): Buffer {
  return createHmac("sha256", key).update(content).digest();
}
