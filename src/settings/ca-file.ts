/** The file of CA_FILE: certificates in PEM that are trusted besides the usual ones. */

import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";

/**
 * What is wrong with the file, for "CA_FILE: ..."; undefined when nothing is, or no file is set.
 * @param directory that a relative path is relative to
 */
export function caFileProblem(file: string, directory: string): string | undefined {
  if (file === "") return undefined;
  let text: string;
  try {
    text = readFileSync(resolve(directory, file), "utf8");
  } catch (error) {
    const { code = "unreadable" } = error as NodeJS.ErrnoException;
    return `${file} cannot be read (${code})`;
  }
  if (certificatesIn(text).length > 0) return undefined;
  return `${file} contains no PEM certificate (-----BEGIN CERTIFICATE-----)`;
}

/** The certificates in a PEM text, without what else is in it: a private key, or remarks. */
export function certificatesIn(text: string): readonly string[] {
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
  return blocks.filter(isReadable);
}

function isReadable(pem: string): boolean {
  try {
    return new X509Certificate(pem).subject !== undefined;
  } catch {
    return false;
  }
}
