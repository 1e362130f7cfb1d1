/**
 * Certificates for tests, made here and now: X.509 version 3 (RFC 5280) with P-256 keys, in PEM. Nothing has to be
 * installed for it.
 */
import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";

export interface Certificate {
  readonly certificate: string;
  readonly key: string;
  /** For what it issues. */
  readonly subject: string;
  readonly privateKey: KeyObject;
}

export interface CertificateOptions {
  readonly subject: string;
  /** Absent: it signs itself. */
  readonly issuer?: Certificate;
  readonly isAuthority?: boolean;
  /** What it is for; default 127.0.0.1 by its number. Empty: no name but that of the subject. */
  readonly dnsName?: string;
  /** Days from now; default 30. */
  readonly endsInDays?: number;
}

const DAY_MS = 86_400_000;

export function makeCertificate(options: CertificateOptions): Certificate {
  const { subject, issuer, isAuthority = false, dnsName, endsInDays = 30 } = options;
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const endMs = Date.now() + endsInDays * DAY_MS;
  const names = sequence(
    dnsName === undefined ? tagged(0x87, Buffer.from([127, 0, 0, 1])) : tagged(0x82, Buffer.from(dnsName)),
  );
  const extensions = [
    extension("551d13", sequence(...(isAuthority ? [tagged(0x01, Buffer.from([0xff]))] : []))),
    ...(isAuthority || dnsName === "" ? [] : [extension("551d11", names)]),
  ];
  const body = sequence(
    tagged(0xa0, tagged(0x02, Buffer.from([2]))),
    tagged(0x02, Buffer.from([1, ...Buffer.from(String(endMs))])),
    ECDSA_WITH_SHA256,
    distinguishedName(issuer?.subject ?? subject),
    sequence(time(endMs - 60 * DAY_MS), time(endMs)),
    distinguishedName(subject),
    publicKey.export({ type: "spki", format: "der" }),
    tagged(0xa3, sequence(...extensions)),
  );
  const signature = sign("sha256", body, issuer?.privateKey ?? privateKey);
  const whole = sequence(body, ECDSA_WITH_SHA256, tagged(0x03, Buffer.concat([Buffer.from([0]), signature])));
  const lines = whole.toString("base64").replace(/.{1,64}/g, "$&\n");
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${lines}-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    subject,
    privateKey,
  };
}

/** One value in DER: tag, length, content. */
function tagged(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tagged(0x30, Buffer.concat(parts));
}

function objectId(hex: string): Buffer {
  return tagged(0x06, Buffer.from(hex, "hex"));
}

function extension(id: string, value: Buffer): Buffer {
  return sequence(objectId(id), tagged(0x04, value));
}

/** Common name only. */
function distinguishedName(name: string): Buffer {
  return sequence(tagged(0x31, sequence(objectId("550403"), tagged(0x0c, Buffer.from(name)))));
}

function time(atMs: number): Buffer {
  return tagged(0x18, Buffer.from(new Date(atMs).toISOString().replace(/[-:T]|\.\d+/g, "")));
}

const ECDSA_WITH_SHA256 = sequence(objectId("2a8648ce3d040302"));
