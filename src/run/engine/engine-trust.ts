/** Makes k6 trust what this process trusts besides the usual authorities: NODE_EXTRA_CA_CERTS, which the launcher sets to CA_FILE. */

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { certificatesIn } from "../../settings/ca-file.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** A copy of public certificates, in the folder of its run, so that one that a killed runner left goes away with that. */
export const TRUST_FOLDER = "trusted";

/** Where Go looks unless SSL_CERT_DIR is set, always besides the system's bundle (crypto/x509, root_linux.go). */
const USUAL_DIRECTORIES = "/etc/ssl/certs:/etc/pki/tls/certs";

/**
 * Settings for k6. SSL_CERT_FILE would replace the system's bundle, so a directory is added instead; Go reads it on Linux and BSD,
 * elsewhere it asks the system alone.
 * @param directory of this run alone; the caller removes TRUST_FOLDER from it when k6 has ended
 */
export function engineTrust(directory: string, environment: Environment): Record<string, string> {
  const certificates = readCertificates(environment.NODE_EXTRA_CA_CERTS ?? "");
  if (certificates.length === 0) return {};
  const trusted = join(directory, TRUST_FOLDER);
  mkdirSync(trusted, { recursive: true });
  writeFileSync(join(trusted, "authorities.pem"), certificates.join("\n"));
  return { SSL_CERT_DIR: `${environment.SSL_CERT_DIR || USUAL_DIRECTORIES}:${trusted}` };
}

/** Empty where the file cannot be read: Node has warned of it at its start. */
function readCertificates(file: string): readonly string[] {
  if (file === "") return [];
  try {
    return certificatesIn(readFileSync(file, "utf8"));
  } catch {
    return [];
  }
}
