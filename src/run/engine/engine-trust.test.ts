import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, it } from "vitest";
import { makeCertificate } from "../../../test/fakes/certificates.ts";
import { temporaryFolder } from "../../../test/temporary-folder.ts";
import { engineTrust } from "./engine-trust.ts";

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

it("adds the authorities to where k6 looks anyway, and nothing else of their file", () => {
  const { certificate, key } = makeCertificate({ subject: "Authority", isAuthority: true });
  const file = join(folder, "ca.pem");
  writeFileSync(file, key + certificate);
  const usual = engineTrust(folder, { NODE_EXTRA_CA_CERTS: file }).SSL_CERT_DIR;
  expect(usual).toBe(`/etc/ssl/certs:/etc/pki/tls/certs:${join(folder, "trusted")}`);
  const given = engineTrust(folder, { NODE_EXTRA_CA_CERTS: file, SSL_CERT_DIR: "/own" }).SSL_CERT_DIR;
  expect(given).toBe(`/own:${join(folder, "trusted")}`);
  const text = readFileSync(join(folder, "trusted", "authorities.pem"), "utf8");
  expect(text).toBe(certificate.trim());
});

it("changes nothing without a file that can be read", () => {
  expect(engineTrust(folder, {})).toEqual({});
  expect(engineTrust(folder, { NODE_EXTRA_CA_CERTS: join(folder, "nothing.pem") })).toEqual({});
  expect(readdirSync(folder)).toEqual([]);
});
