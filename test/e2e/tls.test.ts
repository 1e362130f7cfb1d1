/** A target behind TLS, as real ones are: whom its certificate is trusted from, what is said of one that is wrong, and that no secret leaves it. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Certificate, makeCertificate } from "../fakes/certificates.ts";
import { startForwardProxy } from "../fakes/forward-proxy.ts";
import { startTlsFront, type TlsFace, type TlsFront } from "../fakes/tls-front.ts";
import { type Clone, createClone } from "./support/clone.ts";
import type { HostileProxy } from "./support/hostile-proxy.ts";
import { html, isData, isWrite, type Mischief, type ProxyRequest, startHostileProxy } from "./support/hostile-proxy.ts";
import { mapped } from "./support/hostile-run.ts";
import { EVERYTHING } from "./support/load.ts";
import { type Ended, type Environment, runCommand, startK6 } from "./support/program.ts";
import { readJson, runFolders } from "./support/run-folder.ts";
import { startTestSandbox, type TestSandbox } from "./support/sandbox.ts";

const authority = makeCertificate({ subject: "District CA", isAuthority: true });
const faceOf = ({ certificate, key }: Certificate): TlsFace => ({ cert: certificate, key });
const good = faceOf(makeCertificate({ subject: "api", issuer: authority }));
const expired = faceOf(makeCertificate({ subject: "api", issuer: authority, endsInDays: -1 }));
const ownCertificate = makeCertificate({ subject: "api" });

const SMALL = ["--schools", "1", "--students", "4", "--vus", "4"];
const ADMIN: Environment = { CONFIG_SERVICE_CLIENT_SECRET: "ValidClientSecret1234567890!Abcd" };

let clone: Clone;
let sandbox: TestSandbox;
let proxy: HostileProxy;
let front: TlsFront;
let trusting: Environment;

/** The gateway tells the API behind it that it is asked by https. */
const asHttps: Mischief = {
  kind: "change",
  change: (answer) => mapped(answer, (text) => text.replaceAll("http://", "https://")),
};
const passOn = ({ path }: ProxyRequest): Mischief | undefined => (path === "/" ? asHttps : undefined);

beforeAll(async () => {
  clone = createClone();
  sandbox = await startTestSandbox(clone, EVERYTHING);
  proxy = await startHostileProxy(sandbox.baseUrl);
  front = await startTlsFront(proxy.baseUrl, good);
  writeFileSync(clone.file("ca.pem"), authority.certificate);
  writeFileSync(clone.file("own.pem"), ownCertificate.certificate);
  const { clientId, clientSecret } = sandbox;
  trusting = { API_BASE_URL: front.baseUrl, CLIENT_ID: clientId, CLIENT_SECRET: clientSecret, CA_FILE: "ca.pem" };
  proxy.mischief = passOn;
});
afterEach(() => {
  front.show(good);
  proxy.mischief = passOn;
});
afterAll(async () => {
  await front.close();
  await proxy.close();
  await sandbox.stop();
  clone.remove();
});

function run(command: string, args: readonly string[] = [], environment: Environment = {}): Promise<Ended> {
  return runCommand(clone, command, args, { ...trusting, ...environment });
}

test("one setting makes runner and k6 trust an authority, or a self-signed certificate", async () => {
  const client = { CLIENT_ID: "", CLIENT_SECRET: "", CONFIG_SERVICE_URL: `${front.baseUrl}/config` };
  const setUp = await run("setup-client", [], { ...client, ...ADMIN });
  expect(setUp.output).toMatch(/^Client \S+ for https:\/\/\S+ was created/m);
  front.show(faceOf(ownCertificate));
  expect((await run("run-smoke-test", ["--ca-file", "own.pem"])).output).toMatch(/^PASS/m);
  const direct = startK6(clone, ["run", "dist/smoke.js"], { ...trusting, SSL_CERT_FILE: clone.file("own.pem") });
  expect((await direct.ended).stdout).toMatch(/^PASS/m);
});

test("says in one line what is wrong, and what to do", async () => {
  const elsewhere = faceOf(makeCertificate({ subject: "api", issuer: authority, dnsName: "other.test" }));
  const misnamed = await startTlsFront(proxy.baseUrl, elsewhere);
  proxy.mischief = () => html(502, "502 Bad Gateway");
  const cases: readonly [Environment, RegExp][] = [
    [{ CA_FILE: "own.pem" }, /is not trusted: it was issued by "District CA", an unknown authority\n +-> Set CA_FILE/],
    [{ API_BASE_URL: misnamed.baseUrl }, /is for another host name: other\.test\n +-> Use the host name/],
    [{}, /FAIL {2}discovery .* returned 502: a web page titled "502 Bad Gateway"\n +-> Check that the API is up/],
  ];
  const runs = await Promise.all(cases.map(([environment]) => run("preflight", [], environment)));
  await misnamed.close();
  for (const [index, { code, stdout, stderr }] of runs.entries()) {
    expect(stdout).toMatch(cases[index]?.[1] ?? /never/);
    expect(stdout.match(/^FAIL/gm)).toHaveLength(1);
    expect([code, stderr]).toEqual([4, ""]);
  }
});

test("a load survives a certificate that is wrong for a while, ends when it stays wrong, and is resumed", async () => {
  let writes = 0;
  proxy.mischief = (given) => {
    if (isWrite(given)) writes++;
    if (isWrite(given) && (writes === 100 || writes === 400)) front.show(expired);
    if (writes === 100) setTimeout(() => front.show(good), 500);
    return passOn(given);
  };
  const broken = await run("run-load-phase", [...SMALL, "--retry-limit", "5"]);
  expect(broken.code).toBe(108);
  expect(broken.output).toMatch(/^ABORTED/m);
  expect(broken.output).toMatch(/ended the run: the target no longer responds, or returns errors: POST \w+, cut-off$/m);
  expect(broken.output).toMatch(/cause: \w+: no response cut-off\. x509: certificate has expired/);
  front.show(good);
  proxy.mischief = passOn;
  const resumed = await run("run-load-phase", [...SMALL, "--resume"]);
  expect(resumed.output).toMatch(/^PASS {2}load on .+?: ([\d,]+) planned = [\d,]+ created \+ [\d,]+ already present/m);
  expect(resumed.output).toMatch(/verified counts and a sample of [\d,]+ items agree with the target/);
  expect((await sandbox.ledger()).duplicates).toBe(0);
});

test("no secret and no token leaves TLS when a target lists http addresses", async () => {
  proxy.mischief = passOn;
  // Something for a cleanup to take away.
  const load = await run("run-load-phase", ["--schools", "1", "--students", "1", "--staff", "1", "--dataset-id", "7"]);
  expect(load.output).toMatch(/^PASS/m);
  proxy.mischief = undefined;
  const before = proxy.seen.length;
  const commands = [["preflight"], ["run-smoke-test"], ["setup-client"], ["cleanup", "latest"]] as const;
  const direct = startK6(clone, ["run", "dist/smoke.js"], { ...trusting, SSL_CERT_FILE: clone.file("ca.pem") });
  const runs = await Promise.all(commands.map(([command, ...args]) => run(command, args)));
  for (const [index, { code, output }] of runs.entries()) {
    const [command] = commands[index] ?? [];
    expect(output, command).toMatch(/https:\/\/\S+ lists http URLs .*: secrets would be sent unencrypted/);
    expect(code, command).toBe(4);
  }
  expect(await direct.ended).toMatchObject({
    code: 107,
    output: expect.stringContaining("secrets would be sent unencrypted"),
  });
  const open = await run("preflight", ["--token-url", `${proxy.baseUrl}/oauth/token`]);
  expect(open.output).toMatch(/OAUTH_TOKEN_URL uses http but/);
  expect(open.code).toBe(3);
  const asked = proxy.seen.slice(before);
  expect(asked.every(({ headers }) => headers.authorization === undefined)).toBe(true);
  expect(asked.filter((request) => isData(request) || request.method !== "GET")).toEqual([]);
});

test("runner and k6 go through the same proxy, and the result says so", async () => {
  const named = faceOf(makeCertificate({ subject: "api", issuer: authority, dnsName: "dms.test" }));
  const gateway = await startTlsFront(proxy.baseUrl, named);
  const forward = await startForwardProxy("me:hush");
  const baseUrl = gateway.baseUrl.replace("127.0.0.1", "dms.test");
  const environment = { API_BASE_URL: baseUrl, HTTPS_PROXY: forward.url.replace("//", "//me:hush@") };
  const ended = await run("run-load-phase", [...SMALL, "--yes", "--results-dir", "proxied"], environment);
  expect(ended.output, ended.output).toContain(`load on target ${baseUrl} through a proxy (${forward.url}): `);
  expect(ended.output).toMatch(/^PASS/m);
  const [folder = ""] = runFolders(clone.file("proxied"));
  for (const file of ["manifest.json", "summary.json"])
    expect(readJson(folder, file)).toMatchObject({ target: { proxy: forward.url } });
  for (const file of ["report.html", "summary.md"])
    expect(readFileSync(join(folder, file), "utf8")).toContain("through a proxy (http");
  expect(forward.seen.length).toBeGreaterThan(4);
  await forward.close();
  await gateway.close();
});
