/**
 * Issues and checks access tokens. Checks go by signature and time alone, as in DMS: deleting a client
 * or resetting its secret does not stop a token that is out.
 */
import { randomBytes, randomUUID } from "node:crypto";
import type { ApiClient } from "../http.ts";
import { readToken, signToken, type TokenClaims } from "./jwt.ts";

export interface TokenSubject {
  readonly clientId: string;
  readonly scope: string;
  readonly namespacePrefixes: string;
  readonly educationOrganizationIds: readonly number[];
  readonly dataStoreIds: readonly number[];
}

export interface TokenSettings {
  readonly lifetimeSeconds: number;
  /** Live tokens a client may hold; 0: any number. An ODS/API has such a limit, DMS has none. */
  readonly liveLimit: number;
}

/** Where the signing key is stored between starts. */
export interface KeyStore {
  load(): Buffer | undefined;
  save(key: Buffer): void;
}

export type IssueResult =
  | { readonly kind: "issued"; readonly token: string; readonly expiresInSeconds: number }
  | { readonly kind: "limited"; readonly retryAfterSeconds: number };

/** A checked token and its subject. */
export interface Bearer {
  readonly claims: TokenClaims;
  readonly client: ApiClient;
}

export type BearerResult = { readonly bearer: Bearer } | { readonly error: string };

export interface TokenService {
  readonly settings: TokenSettings;
  issue(subject: TokenSubject): IssueResult;
  /** Checks an Authorization header; the error is the text that DMS puts into its 401 body. */
  authenticate(authorization: string | undefined): BearerResult;
  /** Checks a bare token. */
  inspect(token: string): Bearer | undefined;
  /** Frees the place of one token under the limit and makes introspection call it inactive; data calls still take it. */
  revoke(token: string): void;
  isRevoked(jti: string): boolean;
  /** All tokens become invalid: a new signing key. */
  revokeAll(): void;
}

const ISSUER = "edfi-dms-sandbox";
const AUDIENCE = "account";
const CACHE_ENTRIES = 1024;
/** DMS allows 30 s of clock skew; lifetimes made short for tests are exact. */
const CLOCK_SKEW_SECONDS = 30;
const SHORT_LIFETIME_SECONDS = 300;

export function createTokenService(settings: TokenSettings, keys: KeyStore, now: () => number): TokenService {
  let key = keys.load() ?? newKey(keys);
  const cache = new Map<string, Bearer>();
  const live = new Map<string, { jti: string; expiresAt: number }[]>();
  const revoked = new Set<string>();
  const skewSeconds = settings.lifetimeSeconds > SHORT_LIFETIME_SECONDS ? CLOCK_SKEW_SECONDS : 0;

  const inspect = (token: string): Bearer | undefined => {
    let bearer = cache.get(token);
    if (bearer === undefined) {
      const claims = readToken(token, key);
      if (claims === undefined || claims.iss !== ISSUER || claims.aud !== AUDIENCE) return undefined;
      bearer = { claims, client: clientOf(claims) };
      if (cache.size >= CACHE_ENTRIES) cache.delete(cache.keys().next().value ?? "");
      cache.set(token, bearer);
    }
    return now() / 1000 < bearer.claims.exp + skewSeconds ? bearer : undefined;
  };

  const issue = (subject: TokenSubject): IssueResult => {
    const seconds = now() / 1000;
    const alive = (live.get(subject.clientId) ?? []).filter((entry) => entry.expiresAt > seconds);
    if (settings.liveLimit > 0 && alive.length >= settings.liveLimit) {
      const first = Math.min(...alive.map((entry) => entry.expiresAt));
      return { kind: "limited", retryAfterSeconds: Math.max(1, Math.ceil(first - seconds)) };
    }
    const claims = claimsOf(subject, seconds, settings.lifetimeSeconds);
    live.set(subject.clientId, [...alive, { jti: claims.jti, expiresAt: claims.exp }]);
    return { kind: "issued", token: signToken(claims, key), expiresInSeconds: settings.lifetimeSeconds };
  };

  return {
    settings,
    issue,
    inspect,
    authenticate: (authorization) => authenticate(authorization, inspect),
    revoke: (token) => {
      const bearer = inspect(token);
      if (bearer === undefined) return;
      const { jti, client_id } = bearer.claims;
      revoked.add(jti);
      live.set(
        client_id,
        (live.get(client_id) ?? []).filter((entry) => entry.jti !== jti),
      );
    },
    isRevoked: (jti) => revoked.has(jti),
    revokeAll: () => {
      key = newKey(keys);
      cache.clear();
      live.clear();
      revoked.clear();
    },
  };
}

function newKey(keys: KeyStore): Buffer {
  const key = randomBytes(32);
  keys.save(key);
  return key;
}

function authenticate(authorization: string | undefined, inspect: (token: string) => Bearer | undefined): BearerResult {
  if (authorization === undefined || authorization.trim() === "") return { error: "Authorization header is missing." };
  const [, scheme = "", rest = ""] = /^(\S+)(.*)$/s.exec(authorization.trim()) ?? [];
  // A comma: the header was sent more than once.
  if (scheme.includes(",")) return { error: "Invalid Authorization header." };
  if (scheme.toLowerCase() !== "bearer") return { error: "Unknown Authorization header scheme." };
  if (rest === "") return { error: "Missing Authorization header bearer token value." };
  const token = rest.replace(/^ +/, "");
  if (/[\s,]/.test(token)) return { error: "Invalid Authorization header." };
  const bearer = inspect(token);
  return bearer === undefined ? { error: "Invalid token" } : { bearer };
}

function claimsOf(subject: TokenSubject, seconds: number, lifetimeSeconds: number): TokenClaims {
  return {
    iss: ISSUER,
    aud: AUDIENCE,
    iat: Math.floor(seconds),
    exp: (lifetimeSeconds > SHORT_LIFETIME_SECONDS ? Math.floor(seconds) : seconds) + lifetimeSeconds,
    jti: randomUUID(),
    client_id: subject.clientId,
    scope: subject.scope,
    namespacePrefixes: subject.namespacePrefixes,
    educationOrganizationIds: subject.educationOrganizationIds.join(","),
    dataStoreIds: subject.dataStoreIds.join(","),
  };
}

function clientOf(claims: TokenClaims): ApiClient {
  return {
    clientId: claims.client_id,
    claimSetName: claims.scope,
    namespacePrefixes: list(claims.namespacePrefixes),
    educationOrganizationIds: list(claims.educationOrganizationIds).map(Number),
    dataStoreIds: list(claims.dataStoreIds).map(Number),
  };
}

function list(text: string): string[] {
  return text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}
