import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { ALL_FIELDS } from "../src/lib/config/fields.ts";
import { type Command, fieldsOf } from "../src/settings/command.ts";
import { COMMANDS } from "../src/settings/commands.ts";
import { PROJECT_ROOT } from "../src/settings/root.ts";
import { commandsIn, GUIDES, problemOf, shownIn } from "../test/e2e/support/guides.ts";

const FILES = Object.values(GUIDES)
  .flat()
  .map(({ file }) => file);
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

it("looks at every guide there is", () => {
  const docs = readdirSync(join(PROJECT_ROOT, "docs")).filter((name) => name.endsWith(".md"));
  const expected = ["README.md", "deploy/observability/README.md", ...docs.map((name) => `docs/${name}`)];
  expect([...FILES].sort()).toEqual(expected.sort());
});

describe("commands that are shown", () => {
  const problems = (markdown: string) => shownIn("guide", markdown).map((shown) => problemOf(shown) ?? shown.text);
  const block = (...lines: string[]) => ["```sh", ...lines, "```"].join("\n");

  it("are the lines of shell blocks without their comments, and code spans", () => {
    expect(
      problems(
        `Try \`npm start\`, not \`start\`.\n${block("# first", "npm run k6 -- version  # of k6", "A=1 \\", "  npx x")}`,
      ),
    ).toEqual(["npm start", "npm run k6 -- version", "A=1   npx x"]);
    expect(problems("`npm run compare` and `npm run baseline -- save NAME RUN \\| list \\| remove NAME`")).toEqual([
      "npm run baseline -- save named latest/readwrite",
      "npm run baseline -- list",
      "npm run baseline -- remove named",
    ]);
  });

  it("have the mark that they need, and no other", () => {
    expect(problems(block("docker ps", "npm test  # takes minutes", "npm start  # needs Docker"))).toEqual([
      'needs the comment "# needs Docker"',
      "npm test",
      'can be run, and so is not marked "needs Docker"',
    ]);
  });

  it.each(["```\nnpm start\n```", "    npm start"])("are refused where nobody would run them: %j", (markdown) => {
    expect(() => problems(markdown)).toThrow("guide:");
  });
});

describe.each(FILES)("%s", (guide) => {
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
    // k6 has settings of its own for its outputs, which are passed on, and so has the compose file for Grafana.
    for (const [, name = ""] of read(guide).matchAll(/^\s*(?:export )?([A-Z][A-Z0-9_]{3,})=/gm))
      if (!/^(K6_(OTEL|INFLUXDB|PROMETHEUS_RW)|GRAFANA)_/.test(name)) expect(known, name).toContain(name);
  });

  it("marks the commands that a test does not run, and only those", () => {
    for (const shown of commandsIn(guide)) expect(problemOf(shown), `${shown.where} ${shown.text}`).toBeUndefined();
  });

  it("links only to files and headings that exist", () => {
    const folder = dirname(guide);
    for (const [, target = "", anchor] of read(guide).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/g)) {
      const file = target === "" ? guide : join(folder, target);
      expect(() => readFileSync(join(PROJECT_ROOT, file)), target).not.toThrow(/ENOENT/);
      if (anchor !== undefined) expect(anchorsOf(read(file)), `${file}#${anchor}`).toContain(anchor);
    }
  });

  it("has tables with the same number of cells in every row", () => {
    for (const table of read(guide).match(/(?:^\|.*\n)+/gm) ?? []) {
      const rows = table.trimEnd().split("\n");
      const cells = rows.map((row) => row.replaceAll("\\|", "").split("|").length);
      for (const [index, count] of cells.entries()) expect(count, rows[index]).toBe(cells[0]);
    }
  });
});

/** As GitHub makes them of headings. */
function anchorsOf(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

it("README stays short, and shows every folder of the sources", () => {
  const readme = read("README.md");
  expect(readme.split("\n").length).toBeLessThanOrEqual(200);
  const shown = [...readme.matchAll(/^src\/([\w-]+) /gm)].map(([, folder]) => folder);
  const folders = readdirSync(join(PROJECT_ROOT, "src"), { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  expect(shown.sort()).toEqual(folders.map(({ name }) => name).sort());
});

it("quotes only messages that the program has", () => {
  const folders = ["src", "scripts"];
  const sources = folders
    .flatMap((folder) =>
      readdirSync(join(PROJECT_ROOT, folder), { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)),
    )
    .filter((name) => /\.m?ts$|\.mjs$/.test(name) && !name.endsWith(".test.ts"))
    .map(read)
    .join("\n");
  const symptoms = read("docs/troubleshooting.md").match(/^\*\*[\s\S]*?\*\*/gm) ?? [];
  const quotes = symptoms
    .flatMap((symptom) => symptom.match(/(?<=")[^"]+(?=")/g) ?? [])
    .filter((text) => text !== ", ");
  expect(quotes.length).toBeGreaterThan(10);
  const foreign = ["No database instances are authorized for this client", "No relationships have been established..."];
  for (const quote of quotes.filter((text) => !foreign.includes(text)))
    for (const part of quote.replace(/\d+\.\d+\.\d+|K6_VUS/, "...").split("..."))
      expect(sources, quote).toContain(part.trim());
});
