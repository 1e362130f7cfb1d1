import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Command, fieldsOf } from "../src/lib/config/command.ts";
import { COMMANDS } from "../src/lib/config/commands.ts";
import { ALL_FIELDS } from "../src/lib/config/fields.ts";
import { PROJECT_ROOT } from "../src/tools/root.ts";

const GUIDES = ["README.md", ...readdirSync(join(PROJECT_ROOT, "docs")).map((name) => `docs/${name}`)].filter((name) =>
  name.endsWith(".md"),
);
const read = (name: string): string => readFileSync(join(PROJECT_ROOT, name), "utf8");
const scripts = (JSON.parse(read("package.json")) as { scripts: Record<string, string> }).scripts;
const commands: readonly Command[] = Object.values(COMMANDS);

/** Each `npm run NAME -- arguments` in a text, up to the end of its line or code span. */
function calls(text: string): { name: string; flags: string[] }[] {
  return [...text.matchAll(/npm (?:run )?(start|test|(?<=run )[\w-]+)((?: -- [^`\n|#]*)?)/g)].map(
    ([, name = "", rest = ""]) => ({
      name,
      flags: [...rest.matchAll(/--([a-z][\w-]*)/g)].map(([, flag = ""]) => flag),
    }),
  );
}

it("finds the commands in the guides", () => {
  expect(calls(read("README.md")).length).toBeGreaterThan(8);
  expect(calls(read("docs/load-test-guide.md")).flatMap(({ flags }) => flags).length).toBeGreaterThan(5);
});

describe.each(GUIDES)("%s", (guide) => {
  it("names only commands that there are", () => {
    for (const { name } of calls(read(guide))) expect(Object.keys(scripts), name).toContain(name);
  });

  it("gives commands only flags that they take", () => {
    for (const { name, flags } of calls(read(guide))) {
      const command = commands.find(({ typed }) => typed === `npm run ${name}` || typed === `npm ${name}`);
      if (command === undefined) continue;
      const known = ["help", ...fieldsOf(command).map((field) => field.flag ?? "")];
      for (const flag of flags)
        expect(known.includes(flag.replace(/^no-/, "")) || known.includes(flag), `${name} --${flag}`).toBe(true);
    }
  });

  it("names only settings that there are", () => {
    const known = new Set(ALL_FIELDS.map((field): string => field.env));
    // k6 has settings of its own for its outputs, and they are passed on.
    for (const [, name = ""] of read(guide).matchAll(/^\s*(?:export )?([A-Z][A-Z0-9_]{3,})=/gm))
      if (!/^K6_(OTEL|INFLUXDB|PROMETHEUS_RW)_/.test(name)) expect(known, name).toContain(name);
  });

  it("links only to files that there are", () => {
    const folder = guide.startsWith("docs/") ? "docs" : ".";
    for (const [, target = ""] of read(guide).matchAll(/\]\((?!https?:|#)([^)#]+)/g)) {
      expect(() => readFileSync(join(PROJECT_ROOT, folder, target)), target).not.toThrow(/ENOENT/);
    }
  });
});
