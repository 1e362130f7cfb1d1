/** Where the database of the target is, from the setting TARGET_DATABASE_URL. */

import type { ConnectionOptions } from "node:tls";

/** Whether the connection is encrypted, as libpq does it. */
const ENCRYPTION: Readonly<Record<string, readonly (false | ConnectionOptions)[]>> = {
  disable: [false],
  prefer: [{ rejectUnauthorized: false }, false],
  require: [{ rejectUnauthorized: false }],
  "verify-ca": [{ checkServerIdentity: () => undefined }],
  "verify-full": [{}],
};

export interface DatabaseAddress {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  /** Tried in this order until the server agrees. */
  readonly encryption: readonly (false | ConnectionOptions)[];
  /** Without secrets: `localhost:5432/edfi`. */
  readonly shown: string;
}

const FORM = "postgresql://user:password@host:5432/database";

/** What is wrong with the text, for "TARGET_DATABASE_URL: ..."; never shows it. */
export function addressProblem(text: string): string | undefined {
  if (text === "") return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^postgres(ql)?:$/.test(url.protocol) || !isDecodable(text))
    return `its value is not of the form ${FORM}`;
  if (url.hostname === "" || url.username === "" || url.pathname.length < 2)
    return `user, host or database is missing; it must be of the form ${FORM}`;
  const mode = url.searchParams.get("sslmode");
  const others = [...url.searchParams.keys()].filter((name) => name !== "sslmode");
  if (others.length > 0) return `only the parameter sslmode is supported, not ${others.join(", ")}`;
  return mode === null || Object.hasOwn(ENCRYPTION, mode)
    ? undefined
    : `sslmode is not one of ${Object.keys(ENCRYPTION).join(", ")}`;
}

function isDecodable(text: string): boolean {
  try {
    return decodeURIComponent(text) !== "";
  } catch {
    return false;
  }
}

/** @param text without an `addressProblem` */
export function readAddress(text: string): DatabaseAddress {
  const url = new URL(text);
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const port = url.port === "" ? 5432 : Number(url.port);
  const database = decodeURIComponent(url.pathname.slice(1));
  return {
    host,
    port,
    database,
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    encryption: ENCRYPTION[url.searchParams.get("sslmode") ?? "prefer"] ?? [],
    shown: `${url.hostname}:${port}/${database}`,
  };
}
