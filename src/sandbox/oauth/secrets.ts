/** Client secrets: made, hashed for the disk, and checked. */
import { createHash, randomBytes, randomInt, scryptSync, timingSafeEqual } from "node:crypto";

/** Cheap on purpose: secrets are random and the server is a stand-in, so that a token costs milliseconds. */
const SCRYPT = { N: 1024, r: 8, p: 1 } as const;
const HASH_BYTES = 32;
const SECRET_LENGTH = 40;
/** Any printable character except the blank, as in DMS. */
const PRINTABLE = Array.from({ length: 94 }, (_, n) => String.fromCharCode(0x21 + n)).join("");
const PLAIN = PRINTABLE.replace(/[^A-Za-z0-9]/g, "");

export function generateSecret(): string {
  return pick(PRINTABLE);
}

/** Needs no quotes in any file and no percent-encoding in a Basic header. */
export function generatePlainSecret(): string {
  return pick(PLAIN);
}

function pick(alphabet: string): string {
  return Array.from({ length: SECRET_LENGTH }, () => alphabet[randomInt(alphabet.length)]).join("");
}

export function hashSecret(secret: string): string {
  const salt = randomBytes(16);
  return `scrypt:${salt.toString("base64")}:${scryptSync(secret, salt, HASH_BYTES, SCRYPT).toString("base64")}`;
}

/** Remembers by digest which secrets have been right, so that only the first token of a client pays for scrypt. */
export function createSecretChecker(): (secret: string, hash: string) => boolean {
  const known = new Map<string, string>();
  return (secret, hash) => {
    const digest = createHash("sha256").update(secret).digest("base64");
    if (known.get(hash) === digest) return true;
    const [, salt = "", expected = ""] = hash.split(":");
    const actual = scryptSync(secret, Buffer.from(salt, "base64"), HASH_BYTES, SCRYPT);
    const wanted = Buffer.from(expected, "base64");
    const right = actual.length === wanted.length && timingSafeEqual(actual, wanted);
    if (right) known.set(hash, digest);
    return right;
  };
}
