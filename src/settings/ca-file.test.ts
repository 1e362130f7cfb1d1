import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { makeCertificate } from "../../test/fakes/certificates.ts";
import { caFileProblem, certificatesIn } from "./ca-file.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ca-file-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const { certificate, key } = makeCertificate({ subject: "Authority", isAuthority: true });

it("takes a file of certificates, and none", () => {
  writeFileSync(join(folder, "ca.pem"), `remark\n${certificate}${certificate}`);
  expect(caFileProblem("ca.pem", folder)).toBeUndefined();
  expect(caFileProblem(join(folder, "ca.pem"), "/elsewhere")).toBeUndefined();
  expect(caFileProblem("", folder)).toBeUndefined();
});

it("says what is wrong with any other", () => {
  writeFileSync(join(folder, "key.pem"), key);
  writeFileSync(join(folder, "cut.pem"), certificate.replace(/\n.{40}/, "\n"));
  expect(caFileProblem("nothing.pem", folder)).toBe("nothing.pem cannot be read (ENOENT)");
  expect(caFileProblem(folder, folder)).toMatch(/cannot be read \(EISDIR\)$/);
  expect(caFileProblem("key.pem", folder)).toMatch(/^key\.pem contains no PEM certificate/);
  expect(caFileProblem("cut.pem", folder)).toMatch(/^cut\.pem contains no PEM certificate/);
});

it("leaves out what is no certificate", () => {
  expect(certificatesIn(`${key}${certificate}`)).toEqual([certificate.trim()]);
});
