import { expect, it } from "vitest";
import type { ShownCertificate } from "../certificate.ts";
import { checkCertificate, type Machine } from "./certificate-check.ts";

const NOW_MS = Date.parse("2026-11-01T12:00:00Z");
const LINUX: Machine = { platform: "linux", hasOwnAuthorities: true };

function check(changes: Partial<ShownCertificate> = {}, machine = LINUX) {
  const endMs = Date.parse("2027-01-31T00:00:00Z");
  const shown = { issuer: "District CA", isSelfSigned: false, names: "api.test", startMs: 0, endMs, ...changes };
  return checkCertificate(shown, NOW_MS, machine);
}

it("says who issued a good certificate, and until when", () => {
  expect(check()).toMatchObject({ status: "ok", text: 'issued by "District CA", valid until 2027-01-31' });
  expect(check({ isSelfSigned: true })).toMatchObject({ status: "ok", text: "self-signed, valid until 2027-01-31" });
});

it("warns of one that ends soon", () => {
  const soon = check({ endMs: Date.parse("2026-11-04T13:00:00Z") });
  expect(soon).toMatchObject({
    status: "warn",
    text: expect.stringMatching(/valid until 2026-11-04, in 3 days$/),
  });
});

it("refuses one that only the runner would accept", () => {
  expect(check({ names: "" })).toMatchObject({ status: "fail", fix: expect.stringContaining("subjectAltName") });
});

it("warns where k6 asks the system alone", () => {
  expect(check({}, { platform: "darwin", hasOwnAuthorities: true }).status).toBe("warn");
  expect(check({}, { platform: "darwin", hasOwnAuthorities: false }).status).toBe("ok");
});

it("passes over what it did not see", () => {
  expect(checkCertificate(undefined, NOW_MS).status).toBe("skip");
});
