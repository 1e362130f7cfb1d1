/**
 * A certificate for one run, signed by itself. It names nobody: an instance trusts exactly this one, which it has from its
 * join key. Node makes keys and signatures, but no certificates: these are the few bytes of X.509 around them.
 */

import { generateKeyPairSync, randomBytes, sign } from "node:crypto";

export interface Certificate {
  /** Both PEM. */
  readonly certificate: string;
  readonly privateKey: string;
}

const DAY_MS = 86_400_000;
/** Longer than any run. */
const VALID_DAYS = 30;
/** Object identifiers: ecdsa-with-SHA256, commonName. */
const ECDSA_SHA256 = Buffer.from("06082a8648ce3d040302", "hex");
const COMMON_NAME = Buffer.from("0603550403", "hex");

export function selfSigned(now: Date = new Date()): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const algorithm = sequence(ECDSA_SHA256);
  const name = sequence(der(0x31, sequence(COMMON_NAME, der(0x0c, Buffer.from("Ed-Fi load test")))));
  // A day earlier: clocks of other machines may be behind.
  const validity = sequence(time(now.getTime() - DAY_MS), time(now.getTime() + VALID_DAYS * DAY_MS));
  const version3 = der(0xa0, der(0x02, Buffer.from([2])));
  const serial = der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(15)]));
  const subjectKey = publicKey.export({ type: "spki", format: "der" });
  const body = sequence(version3, serial, algorithm, name, validity, name, subjectKey);
  const signature = der(0x03, Buffer.concat([Buffer.from([0]), sign("sha256", body, privateKey)]));
  const lines =
    sequence(body, algorithm, signature)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`,
    privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

/** One value: its tag, its length, its bytes. */
function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

/** UTCTime, good until 2049. */
function time(ms: number): Buffer {
  return der(0x17, Buffer.from(`${new Date(ms).toISOString().slice(2, 19).replace(/[-:T]/g, "")}Z`));
}
