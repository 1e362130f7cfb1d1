import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type MailServerOptions, startMailServer, type TestMailServer } from "../../../test/fakes/mail-server.ts";
import { LOAD_SUMMARY } from "../../../test/golden/sample-run.ts";
import { endNotice } from "../../results/notify/notice.ts";
import type { TryResult } from "./channel.ts";
import { mailChannel } from "./mail-channel.ts";
import type { MailServer } from "./mail-server.ts";

const LOGIN = { user: "load@test.example", password: "Correct-Horse-4711" };
const NOTICE = endNotice([LOAD_SUMMARY], undefined, { path: "/results/run/report.html" });
const PLAIN: Omit<MailServer, "port"> = { host: "127.0.0.1", user: "", password: "", tls: "auto", ca: undefined };

let folder: string;
let tls: { key: string; cert: string } | undefined;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "mail-"));
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"];
  const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"];
  const made = spawnSync("openssl", [
    "req",
    "-x509",
    ...curve,
    "-nodes",
    "-days",
    "2",
    ...subject,
    "-keyout",
    key,
    "-out",
    cert,
  ]);
  if (made.status === 0) tls = { key: readFileSync(key, "utf8"), cert: readFileSync(cert, "utf8") };
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let server: TestMailServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function send(
  options: MailServerOptions,
  client: Partial<MailServer> = {},
  attached?: string,
  to: readonly string[] = ["a@test.example", "Team <b@test.example>"],
): Promise<TryResult> {
  server = await startMailServer(options);
  const channel = mailChannel({ server: { ...PLAIN, port: server.port, ...client }, from: "load@test.example", to });
  const attachments = attached === undefined ? [] : [{ name: "report.html", path: attached }];
  return channel.send({ notice: NOTICE, attachments }, AbortSignal.timeout(4_000));
}

describe("a real SMTP server", () => {
  it("gets one message for all receivers, as text and as HTML", async () => {
    expect(await send({})).toEqual({ kind: "sent" });
    expect(server?.mails).toHaveLength(1);
    const [mail] = server?.mails ?? [];
    expect(mail?.from).toBe("load@test.example");
    expect(mail?.to).toEqual(["a@test.example", "b@test.example"]);
    expect(mail?.raw).toContain("Subject: Ed-Fi load test FAIL: load, profile dev");
    expect(mail?.raw).toContain("Auto-Submitted: auto-generated");
    expect(mail?.raw).toContain("Content-Type: text/plain");
    expect(mail?.raw).toContain("Content-Type: text/html");
    expect(mail?.raw).toContain("p95:          33.3 ms");
    expect(mail?.raw).toContain("https://dms.example.org");
  });

  it("gets the report if it is requested", async () => {
    const report = join(folder, "report.html");
    writeFileSync(report, "<!doctype html><title>report</title>");
    expect(await send({}, {}, report)).toEqual({ kind: "sent" });
    const raw = server?.mails[0]?.raw ?? "";
    expect(raw).toContain("filename=report.html");
    expect(raw).toContain(Buffer.from("<!doctype html><title>report</title>").toString("base64"));
  });

  it("gets the login", async () => {
    expect(await send({ login: LOGIN }, LOGIN)).toEqual({ kind: "sent" });
    expect(server?.mails[0]?.user).toBe(LOGIN.user);
  });

  it("is not tried again if it rejects the login, and its message shows no password", async () => {
    const password = "Wrong-Battery-0815";
    const result = await send({ login: LOGIN }, { user: LOGIN.user, password });
    expect(result.kind).toBe("failed");
    expect(JSON.stringify(result)).toContain("Invalid login");
    expect(JSON.stringify(result)).not.toContain(password);
  });

  it("is tried again if it is busy; a rejected recipient is reported", async () => {
    const busy = await send({ busy: 1 });
    expect(busy).toMatchObject({ kind: "retry", reason: expect.stringContaining("Try again") });
    await server?.close();
    const partly = await send({ refused: ["b@test.example"] });
    expect(partly).toEqual({ kind: "failed", reason: "refused for b@test.example" });
    expect(server?.mails).toHaveLength(1);
  });
});

describe("TLS", () => {
  const client = (own: Partial<MailServer>): Partial<MailServer> => ({ host: "localhost", ...own });

  it.for(["auto", "required"] as const)(
    "%s: STARTTLS with a certificate of a given authority",
    async (mode, { skip }) => {
      if (tls === undefined) return skip("openssl could not make a certificate");
      expect(await send({ tls }, client({ tls: mode, ca: tls.cert }))).toEqual({ kind: "sent" });
      expect(server?.mails[0]?.secure).toBe(true);
    },
  );

  it("implicit: from the first byte", async ({ skip }) => {
    if (tls === undefined) return skip("openssl could not make a certificate");
    expect(await send({ tls, implicit: true }, client({ tls: "implicit", ca: tls.cert }))).toEqual({ kind: "sent" });
    expect(server?.mails[0]?.secure).toBe(true);
  });

  it("an unknown authority gets nothing, and is not tried again", async ({ skip }) => {
    if (tls === undefined) return skip("openssl could not make a certificate");
    expect((await send({ tls }, client({ tls: "required" }))).kind).toBe("failed");
    expect(server?.mails).toEqual([]);
  });

  it("required: a server without it gets nothing, not even the login", async () => {
    expect((await send({ login: LOGIN }, { ...LOGIN, tls: "required" })).kind).toBe("failed");
    expect(server?.mails).toEqual([]);
  });
});

it("nothing listens: may pass", async () => {
  const channel = mailChannel({ server: { ...PLAIN, port: 1 }, from: "a@test.example", to: ["b@test.example"] });
  const result = await channel.send({ notice: NOTICE, attachments: [] }, AbortSignal.timeout(4_000));
  expect(result).toMatchObject({ kind: "retry", reason: expect.stringContaining("ECONNREFUSED") });
});

it("a server that never greets is left at the signal, with its connection", async () => {
  const sockets: Socket[] = [];
  const silent = createServer((socket) => void sockets.push(socket.on("error", () => {})));
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const { port } = silent.address() as AddressInfo;
  const channel = mailChannel({ server: { ...PLAIN, port }, from: "a@test.example", to: ["b@test.example"] });
  const begun = performance.now();
  const result = await channel.send({ notice: NOTICE, attachments: [] }, AbortSignal.timeout(300));
  expect(result.kind).toBe("retry");
  expect(performance.now() - begun).toBeLessThan(4_000);
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => silent.close(resolve));
});
