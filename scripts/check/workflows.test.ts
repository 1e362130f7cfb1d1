/** Workflows of this project and for its users: a real linter, and rules of our own. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Actionlint, provideActionlint } from "./actionlint.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const FOLDERS = [".github/workflows", "docs/examples"];
const WORKFLOWS = FOLDERS.flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((name) => /\.ya?ml$/.test(name))
    .map((name) => `${folder}/${name}`),
);
/** Of this project itself, in its own repository. */
const LOCAL = "uses: ./";
/** What a workflow may do beside reading. */
const MORE_RIGHTS: Readonly<Record<string, readonly string[]>> = {
  ".github/workflows/publish.yml": ["id-token: write"],
};
const packageJson = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  readonly scripts: Readonly<Record<string, string>>;
  readonly engines: { readonly node: string };
};
const read = (name: string): string => readFileSync(join(root, name), "utf8");

let actionlint: Actionlint;
let temporary: string;
beforeAll(async () => {
  temporary = mkdtempSync(join(tmpdir(), "workflows-"));
  actionlint = await provideActionlint();
}, 180_000);
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

/** What actionlint says; empty when all is well. Programs that may be installed or not do not change the answer. */
function lint(path: string): string {
  if (actionlint.kind === "missing") throw new Error(actionlint.reason);
  const { stdout, stderr } = spawnSync(actionlint.path, ["-no-color", "-shellcheck=", "-pyflakes=", path], {
    cwd: root,
    encoding: "utf8",
  });
  return stdout + stderr;
}

it("there are workflows to check", () => {
  expect(WORKFLOWS).toEqual([
    ".github/workflows/ci.yml",
    ".github/workflows/publish.yml",
    "docs/examples/nightly-load-test.yml",
  ]);
});

describe.each(WORKFLOWS)("%s", (name) => {
  it("satisfies actionlint, which finds a fault when there is one", ({ skip }) => {
    if (actionlint.kind === "missing") return skip(actionlint.reason);
    expect(lint(join(root, name))).toBe("");
    const damaged = join(temporary, "damaged.yml");
    writeFileSync(
      damaged,
      read(name).replace("timeout-minutes:", "timeout-minuets:").replace("matrix.node", "matrix.nod"),
    );
    expect(lint(damaged)).toContain("timeout-minuets");
  });

  it("pins every action by commit and says its version", () => {
    const uses = read(name).match(/^\s*(?:- )?uses: .*$/gm) ?? [];
    expect(uses.length).toBeGreaterThan(2);
    for (const line of uses.filter((each) => !each.endsWith(LOCAL)))
      expect(line).toMatch(/uses: [\w-]+\/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it("may only read, bounds its time, and calls commands that there are", () => {
    const text = read(name);
    expect(text).toMatch(/^permissions:\n {2}contents: read\n/m);
    expect(text.match(/[\w-]+: write\b/g) ?? []).toEqual(MORE_RIGHTS[name] ?? []);
    expect(text).toMatch(/^concurrency:$/m);
    expect(text.match(/^\s+runs-on:/gm)).toHaveLength(text.match(/^\s+timeout-minutes:/gm)?.length ?? 0);
    const commands = [...text.matchAll(/npm run (?:--silent )?([\w-]+)/g)].map(([, command = ""]) => command);
    expect(commands.length).toBeGreaterThan(0);
    for (const command of commands) expect(Object.keys(packageJson.scripts)).toContain(command);
  });

  it("puts nothing of an event or an input into a script as text", () => {
    for (const [script] of read(name).matchAll(/^( +)(?:- )?run: (?:\|\n(?:\1 {2,}.*\n|\n)*|.*)$/gm)) {
      expect(script).not.toContain("${{");
    }
  });
});

it("CI begins with the oldest Node that package.json allows", () => {
  const floor = packageJson.engines.node.replace(">=", "");
  expect(read(".github/workflows/ci.yml")).toContain(`node: ["${floor}", `);
});
