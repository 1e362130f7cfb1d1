/** The secrets of a coordinator: the key that its instances send, and the certificate that they trust. */

import { randomBytes, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { LoadTestError, messageOf } from "../../base/errors.ts";
import { asRecord, parseJson } from "../../lib/edfi/json.ts";
import { type Certificate, selfSigned } from "./certificate.ts";

/** Certificate and private key are empty for plain HTTP. */
export interface RunKey extends Certificate {
  readonly key: string;
}

export function createRunKey(isPlain: boolean): RunKey {
  const key = randomBytes(24).toString("hex");
  return { key, ...(isPlain ? { certificate: "", privateKey: "" } : selfSigned()) };
}

/** One line of JSON. */
export function writeRunKey(key: RunKey): string {
  return JSON.stringify(key);
}

/** @throws LoadTestError "config" when the file holds none, or one without the certificate that is needed */
export function readRunKey(file: string, isPlain: boolean): RunKey {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    throw new LoadTestError("config", `COORDINATOR_KEY_FILE: ${file} cannot be read: ${messageOf(cause)}`, { cause });
  }
  const { key, certificate, privateKey } = asRecord(parseJson(text)) ?? {};
  const isWhole = typeof key === "string" && typeof certificate === "string" && typeof privateKey === "string";
  if (!isWhole || key.length < 32 || (!isPlain && privateKey === ""))
    throw new LoadTestError("config", `COORDINATOR_KEY_FILE: ${file} is not the key of a coordinator`, {
      hint: "npm run distribute writes such a file.",
    });
  if (!isPlain && new Date(new X509Certificate(certificate).validTo) < new Date())
    throw new LoadTestError("config", `COORDINATOR_KEY_FILE: the key in ${file} has expired`, {
      hint: "Create a new directory with npm run distribute: each run has its own key.",
    });
  return { key, certificate, privateKey };
}
