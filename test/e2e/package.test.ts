/** What others install: the npm package in an empty folder, and the files of the image in a root of their own. */
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { EXIT_CODES } from "../../src/base/errors.ts";
import { PROJECT_ROOT } from "../../src/settings/root.ts";

const INSTALLED = "node_modules/edfi-load-test";
const MOST_BYTES = 5_000_000;

interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
}

let folder = "";
let packed: Packed;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "e2e-package-"));
  // The build is there already.
  const args = ["pack", "--ignore-scripts", "--json", "--pack-destination", folder];
  [packed] = JSON.parse(execFileSync("npm", args, { cwd: PROJECT_ROOT, encoding: "utf8" })) as [Packed];
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Nothing of the developer's but where programs are. */
function environmentOf(home: string): Record<string, string> {
  return { PATH: process.env.PATH ?? "", HOME: home, MAX_VU_DELAY: "10m", K6_BIN: process.env.K6_BIN ?? "" };
}

function newestSummary(results: string): { readonly verdict: string } {
  return JSON.parse(readFileSync(join(results, "latest/summary.json"), "utf8")) as { verdict: string };
}

test("the package holds what it needs to run, and nothing of tests, sources or results", () => {
  const paths = packed.files.map(({ path }) => path);
  for (const needed of ["bin/edfi-load-test.mjs", "dist/load.js", "dist/run/load.js", "dist/cli/run-capacity.js"])
    expect(paths).toContain(needed);
  const sources = paths.filter((path) => path.startsWith("src/"));
  expect(sources.every((path) => path.endsWith(".mjs"))).toBe(true);
  const strange = /\.test\.|\.map$|^(test|results|node_modules|\.)|\.env\.|cli\/(bench|check|prove|test|generate)/;
  expect(paths.filter((path) => strange.test(path))).toEqual([]);
  expect(packed.size).toBeLessThan(MOST_BYTES);
});

describe("installed in an empty folder", () => {
  let user = "";
  const run = (args: readonly string[], environment: Record<string, string> = {}) =>
    spawnSync(join(user, "node_modules/.bin/edfi-load-test"), args, {
      cwd: user,
      env: { ...environmentOf(user), ...environment },
      encoding: "utf8",
    });
  beforeAll(() => {
    user = join(folder, "a user's #1 %20");
    mkdirSync(join(user, "profiles"), { recursive: true });
    writeFileSync(join(user, "package.json"), "{}");
    writeFileSync(join(user, "profiles/mine.env"), "SCHOOL_COUNT=1\nSTUDENT_COUNT=3\n");
    const args = ["install", "--omit=dev", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"];
    execFileSync("npm", [...args, join(folder, packed.filename)], { cwd: user });
  });

  test("smoke passes on the sandbox, with results where it was typed and nothing written to the package", () => {
    const before = readdirSync(join(user, INSTALLED), { recursive: true }).length;
    const ended = run(["smoke"]);
    expect(ended.status, ended.stderr).toBe(0);
    expect(newestSummary(join(user, "results")).verdict).toBe("pass");
    expect(readdirSync(join(user, INSTALLED), { recursive: true })).toHaveLength(before);
  });

  test("the user's own profiles are found, beside those of the package", () => {
    const own = run(["load", "--profile", "mine", "--plan"]);
    expect(own.status, own.stderr).toBe(0);
    expect(own.stdout).toMatch(/\bstudents +3 /);
    const unknown = run(["load", "--profile", "min"]);
    expect(unknown.status).toBe(2);
    expect(unknown.stderr).toMatch(/Unknown profile "min" \(did you mean mine\?\)/);
    expect(run(["load", "--profile", "dev", "--help"]).status).toBe(0);
  });

  test("several runs start from a folder whose name is not one for an address", () => {
    const client = { CLIENT_ID: "key", CLIENT_SECRET: "secret" };
    const ended = run(["smoke", "--target", "http://127.0.0.1:2", "--tenants", "a,b"], client);
    expect(ended.status, ended.stderr).toBe(EXIT_CODES.preflight.code);
    expect(ended.stdout).toMatch(/reason {3}a: Not ready: .*\n.*reason {3}b: Not ready: /);
  });

  test("commands are named as they are typed here", () => {
    const help = run([]);
    expect(help.stdout).toMatch(/^ {2}smoke {2,}\w/m);
    expect(help.stdout).not.toMatch(/npm (run|start)/);
    const usage = run(["cleanup", "--help"]);
    expect(usage.stdout).toMatch(/^npx edfi-load-test cleanup RUN/);
    const unknown = run(["smok"]);
    expect(unknown.status).toBe(2);
    expect(unknown.stderr).toMatch(/unknown command "smok"\n.*The commands are start, smoke, load, /);
  });
});

/** Another user, in a root with nothing but the image's files, Node and the shell of its base. */
const IMAGE_USER = 10_001;

function copyProgram(root: string, program: string): void {
  const files = [program, ...libraries(program)];
  for (const file of files) {
    mkdirSync(join(root, dirname(file)), { recursive: true });
    cpSync(file, join(root, file), { dereference: true });
  }
}

function libraries(program: string): string[] {
  const { stdout } = spawnSync("ldd", [program], { encoding: "utf8" });
  return [...(stdout ?? "").matchAll(/(\/\S+) \(0x/g)].map(([, path = ""]) => path);
}

function which(program: string): string {
  return execFileSync("readlink", ["-f", execFileSync("which", [program], { encoding: "utf8" }).trim()], {
    encoding: "utf8",
  }).trim();
}

const mayChangeRoot =
  process.getuid?.() === 0 && spawnSync("unshare", ["--mount", "--pid", "--fork", "true"]).status === 0;

describe.skipIf(!mayChangeRoot)("the files of the image", () => {
  test("smoke passes as another user in a root of their own", () => {
    const root = join(folder, "image");
    const licence = join(folder, "LICENSE.md");
    writeFileSync(licence, "the licence of k6\n");
    const k6 = process.env.K6_BIN ?? which("k6");
    execFileSync(join(PROJECT_ROOT, "deploy/image-files.sh"), [root, join(folder, packed.filename), k6, licence], {
      env: { ...process.env, npm_config_prefer_offline: "true" },
    });
    for (const program of ["node", "bash", "env", "uname"]) copyProgram(root, which(program));
    const node = which("node");
    const links = { [node]: "/usr/bin/node", [which("bash")]: "/bin/bash", [which("env")]: "/usr/bin/env" };
    for (const [from, to] of Object.entries(links)) {
      mkdirSync(join(root, dirname(to)), { recursive: true });
      if (!existsSync(join(root, to))) cpSync(join(root, from), join(root, to));
    }
    for (const empty of ["proc", "tmp", "dev"]) mkdirSync(join(root, empty), { recursive: true });
    const start = [
      `mount -t proc proc '${root}/proc'`,
      `mount --bind /dev '${root}/dev'`,
      `chmod 1777 '${root}/tmp'`,
      `exec chroot --userspec=${IMAGE_USER}:${IMAGE_USER} '${root}' /usr/bin/env -i PATH=/usr/local/bin:/usr/bin:/bin HOME=/tmp ` +
        "K6_BIN=/usr/local/bin/k6 MAX_VU_DELAY=10m /bin/bash -c 'cd /work && exec edfi-load-test smoke'",
    ].join(" && ");
    const ended = spawnSync("unshare", ["--mount", "--pid", "--fork", "sh", "-c", start], { encoding: "utf8" });
    expect(ended.status, ended.stderr).toBe(0);
    expect(newestSummary(join(root, "work/results")).verdict).toBe("pass");
    expect(readFileSync(join(root, "usr/share/doc/k6/SOURCE"), "utf8")).toMatch(/v2\.2\.0.*AGPL-3\.0/s);
    expect(readFileSync(join(root, "usr/share/doc/k6/LICENSE.md"), "utf8")).toBe("the licence of k6\n");
  });
});
