import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "../../test/temporary-folder.ts";
import { COMMANDS } from "./commands.ts";
import { flagsLostToNpm } from "./npm-flags.ts";

/** Arguments and environment of a script that the real npm starts with a command line. */
function underNpm(line: readonly string[], npmrc = ""): { argv: string[]; environment: Record<string, string> } {
  const folder = temporaryFolder();
  const script = "console.log(JSON.stringify({ argv: process.argv.slice(2), environment: process.env }))";
  writeFileSync(join(folder, "show.js"), script);
  writeFileSync(join(folder, "package.json"), JSON.stringify({ scripts: { load: "node show.js" } }));
  writeFileSync(join(folder, ".npmrc"), npmrc);
  const clean = Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name));
  const { stdout } = spawnSync("npm", ["run", "--silent", "load", ...line], {
    cwd: folder,
    env: Object.fromEntries(clean),
    encoding: "utf8",
  });
  return JSON.parse(stdout) as ReturnType<typeof underNpm>;
}

const told = (error: ReturnType<typeof flagsLostToNpm>): string => `${error?.message}\n${error?.hint}`;

it("refuses what the real npm takes for itself, and leaves npm's own settings and those of .npmrc alone", () => {
  const npmrc = "json=true\nforce=true\nlong=true\ntarget=30.0.0\nsome-unknown=1\n";
  const plan = underNpm(["--plan"]);
  expect(told(flagsLostToNpm(COMMANDS.load, plan.argv, plan.environment))).toMatch(/npm took --plan .*-- --plan$/s);
  const some = underNpm(["--profile=staging", "--vus", "5", "--no-verify"], npmrc);
  expect(told(flagsLostToNpm(COMMANDS.load, some.argv, some.environment))).toMatch(
    /npm took (?=.*--profile=staging)(?=.*--vus).*Use: npm run load -- (?=.*--profile=staging)(?=.*--vus 5)(?=.*--no-verify)/s,
  );
  const none = underNpm(["--yes", "--verbose", "--", "--plan", "--profile=staging"], npmrc);
  expect(none.argv).toEqual(["--plan", "--profile=staging"]);
  expect(flagsLostToNpm(COMMANDS.load, none.argv, none.environment)).toBeUndefined();
});

it.each<[keyof typeof COMMANDS, string[], Record<string, string>, string, string]>([
  ["load", [], { target: "http://a.org" }, "--target=http://a.org", "npm run load -- --target=http://a.org"],
  ["load", [], { dry_run: "true" }, "--dry-run", "npm run load -- --plan"],
  ["cleanup", ["latest"], { dry_run: "true" }, "--dry-run", "npm run cleanup -- latest --dry-run"],
  ["load", ["5", "2s"], { vus: "true", max_p95: "true" }, "--vus VALUE", "npm run load -- 5 2s --vus VALUE"],
  ["start", [], { label: "a=b c" }, '--label="a=b c"', 'npm start -- --label="a=b c"'],
])("%s with %j and %j is refused with the right command line", (name, argv, taken, flag, right) => {
  const entries = Object.entries(taken).map(([key, value]) => [`npm_config_${key}`, value]);
  const environment = Object.fromEntries([["npm_lifecycle_event", "load"], ...entries]);
  const text = told(flagsLostToNpm(COMMANDS[name], argv, environment));
  expect(text).toContain(`npm took ${flag}`);
  expect(text).toContain(`Use: ${right}`);
  // The same variables mean nothing where npm runs no script.
  expect(flagsLostToNpm(COMMANDS[name], argv, Object.fromEntries(entries))).toBeUndefined();
});
