import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { withFileLock } from "../../src/machine/file-lock.mjs";
import { COMMANDS } from "../../src/settings/commands.ts";
import { temporaryFolder } from "../../test/temporary-folder.ts";
import { DEVELOPER_HELP } from "./developer-help.mjs";
import { isBuildStale, sourceKey, writeStamp } from "./freshness.mjs";
import { agree, arePackagesCurrent } from "./packages.mjs";

describe("in a project folder", () => {
  let root: string;
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  beforeEach(() => {
    root = temporaryFolder();
    for (const file of ["src/lib/a.ts", "scripts/a.ts", "build.mjs", "package-lock.json", "dist/cli/a.js"])
      write(file, file);
    writeStamp(root, { key: sourceKey(root), outputs: ["dist/cli/a.js"] });
  });

  test("a build is fresh until a source changes", () => {
    expect(isBuildStale(root)).toBe(false);
    write("src/lib/a.test.ts", "tests are in no bundle");
    expect(isBuildStale(root)).toBe(false);
    write("src/lib/a.ts", "changed");
    expect(isBuildStale(root)).toBe(true);
  });

  test.each([
    ["a new source", () => write("src/lib/b.ts", "")],
    ["a removed source", () => rmSync(join(root, "scripts/a.ts"))],
    ["a removed output", () => rmSync(join(root, "dist/cli/a.js"))],
    ["another lockfile", () => write("package-lock.json", "{}")],
    ["a stamp that was cut", () => write("dist/.stamp", '{"key": "')],
  ])("%s makes it stale", (_name, change) => {
    change();
    expect(isBuildStale(root)).toBe(true);
  });

  test("packages are current while the lockfile asks for nothing that is not installed", () => {
    const lock = (version: string) => JSON.stringify({ packages: { "": {}, "node_modules/x": { version } } });
    write("package-lock.json", lock("1.0.0"));
    expect(arePackagesCurrent(root)).toBe(false);
    write("node_modules/.package-lock.json", lock("1.0.0"));
    expect(arePackagesCurrent(root)).toBe(true);
    write("package-lock.json", lock("1.0.1"));
    expect(arePackagesCurrent(root)).toBe(false);
    write("package-lock.json", JSON.stringify({ packages: { "": {} } }));
    expect(arePackagesCurrent(root)).toBe(true);
  });

  test("a lock lets one in at a time, and a dead holder's file does not count", async () => {
    const path = join(root, "a.lock");
    writeFileSync(path, "999999999");
    let inside = 0;
    let most = 0;
    const work = async () => {
      most = Math.max(most, ++inside);
      await new Promise((resolve) => setTimeout(resolve, 20));
      inside--;
    };
    await Promise.all([withFileLock(path, work), withFileLock(path, work), withFileLock(path, work)]);
    expect(most).toBe(1);
  });
});

test("every npm script has a help that fits a screen", () => {
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> };
  const users = Object.values(COMMANDS).map(({ name }) => name);
  const names = [...new Set(Object.values(scripts).map((script) => script.split(" ").at(-1) ?? ""))];
  const developers = names.filter((name) => !(users as readonly string[]).includes(name));
  expect(Object.keys(DEVELOPER_HELP).sort()).toEqual(developers.sort());
  for (const line of Object.values(DEVELOPER_HELP).flatMap((text) => text.split("\n")))
    expect(line.length, line).toBeLessThanOrEqual(80);
});

test("packages agree when versions are equal and only optional ones are absent", () => {
  const wanted = {
    "": {},
    "node_modules/a": { version: "1.0.0" },
    "node_modules/mac": { version: "1.0.0", optional: true },
  };
  expect(agree(wanted, { "node_modules/a": { version: "1.0.0" } })).toBe(true);
  expect(agree(wanted, { "node_modules/a": { version: "1.0.1" } })).toBe(false);
  expect(agree(wanted, { "node_modules/mac": { version: "1.0.0" } })).toBe(false);
});
