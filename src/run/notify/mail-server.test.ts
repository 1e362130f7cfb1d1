import { describe, expect, it } from "vitest";
import { createTestContext } from "../../../test/fakes/command-context.ts";
import { type MailServer, mailServerOf } from "./mail-server.ts";

function read(values: Record<string, string>): MailServer | string | undefined {
  const result = mailServerOf(createTestContext(values).context.settings.config);
  if (result === undefined) return undefined;
  return "server" in result ? result.server : result.problem;
}

describe("mailServerOf", () => {
  it("is undefined when no server is named", () => {
    expect(read({ SMTP_USER: "u" })).toBeUndefined();
  });

  it.each([
    ["smtp://mail.example", { host: "mail.example", port: 587, user: "", password: "", tls: "auto" }],
    ["smtp://u%40x:p%2Fw@mail.example:2525", { port: 2525, user: "u@x", password: "p/w", tls: "required" }],
    ["smtps://u:p@mail.example", { port: 465, tls: "implicit" }],
    ["smtp://u:p@mail.example:465", { port: 465, tls: "implicit" }],
    ["smtp://u:p@127.0.0.1:2525", { tls: "auto" }],
  ])("SMTP_URL %s", (url, wanted) => {
    expect(read({ SMTP_URL: url })).toMatchObject(wanted);
  });

  it("SMTP_HOST and what belongs to it", () => {
    const login = { SMTP_HOST: "mail.example", SMTP_USER: "u", SMTP_PASSWORD: "p" };
    expect(read(login)).toMatchObject({ host: "mail.example", port: 587, user: "u", password: "p", tls: "required" });
    expect(read({ ...login, SMTP_PORT: "465" })).toMatchObject({ tls: "implicit" });
    expect(read({ SMTP_HOST: "mail.example" })).toMatchObject({ tls: "auto" });
    expect(read({ SMTP_HOST: "mail.example", SMTP_TLS: "none" })).toMatchObject({ tls: "none" });
  });

  it("never sends a password unencrypted to another machine", () => {
    const login = { SMTP_USER: "u", SMTP_PASSWORD: "p", SMTP_TLS: "none" };
    expect(read({ ...login, SMTP_HOST: "mail.example" })).toMatch(/unencrypted/);
    expect(read({ ...login, SMTP_HOST: "localhost" })).toMatchObject({ tls: "none" });
  });

  it("says what is wrong without showing the address", () => {
    const wrong = ["http://u:SecretPw@mail.example", "SecretPw", "smtp://u:%E0%A4%SecretPw@mail.example"].map((url) =>
      read({ SMTP_URL: url }),
    );
    for (const problem of wrong) expect(problem).toMatch(/^SMTP_URL is not of the form(?!.*SecretPw)/);
    expect(read({ SMTP_HOST: "mail.example", SMTP_CA_FILE: "/nowhere.pem" })).toMatch(/SMTP_CA_FILE cannot be read/);
  });
});
