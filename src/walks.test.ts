/** What docs/architecture.md promises under "Where to add what": one place each, and everything else follows from it. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ALL_FIELDS, FIELD_GROUPS } from "./lib/config/fields.ts";
import { decideRetry } from "./lib/http/retry-policy.ts";
import { FULL, PHASES } from "./phases/phases.ts";
import { parseStopRules } from "./results/health/stop-rules.ts";
import { REASON_CODES, reason, verdictOf } from "./results/reason.ts";
import { COMMANDS } from "./settings/commands.ts";
import { helpText } from "./settings/help.ts";
import { PROJECT_ROOT } from "./settings/root.ts";
import { MIX_KINDS } from "./workload/mix/kinds.ts";

const read = (file: string): string => readFileSync(join(PROJECT_ROOT, file), "utf8");

describe("a phase", () => {
  it.each(PHASES.map((phase) => [phase.name, phase] as const))(
    "%s has a scenario and a command",
    (name, { script }) => {
      expect(existsSync(join(PROJECT_ROOT, `src/scenarios/${name}.ts`))).toBe(true);
      expect(script).toBe(`dist/run/${name}.js`);
      expect(JSON.parse(read("package.json")).scripts).toHaveProperty(name);
    },
  );

  it("can be chosen with --phase", () => {
    const field = ALL_FIELDS.find(({ key }) => key === "phase") as { choices: readonly string[] };
    expect(field.choices).toEqual(["full", ...PHASES.map(({ name }) => name)]);
    expect(PHASES).toEqual(expect.arrayContaining([...FULL]));
  });
});

describe("a setting", () => {
  const help = Object.values(COMMANDS)
    .map((command) => helpText(command))
    .join("\n");
  const settings = FIELD_GROUPS.flatMap(({ fields }) => fields);

  it.each(settings.map(({ env, flag }) => [env, flag] as const))(
    "%s is in docs, example file and help",
    (env, flag) => {
      expect(read("docs/configuration.md")).toContain(`\`${env}\``);
      expect(read(".env.example")).toContain(env);
      if (flag !== undefined) expect(help).toContain(`--${flag}`);
    },
  );
});

it("a stop rule: the forms that messages name are those that are read", () => {
  const { problem } = parseStopRules("no rule") as { readonly problem: string };
  const forms = problem
    .replace(/^.*expected /, "")
    .replace(/ \(.*?\)/, "")
    .split(/, (?:or )?/);
  expect(forms.length).toBeGreaterThan(3);
  for (const form of forms) expect(parseStopRules(form), form).toHaveProperty("rules");
});

it.each(REASON_CODES)("a verdict reason: %s leads to a verdict", (code) => {
  expect(verdictOf([reason(code, "")])).not.toBe("pass");
});

it("a mix operation: each kind is in the published schema", () => {
  const schema = read("docs/mix.schema.json");
  for (const kind of MIX_KINDS) expect(schema).toContain(`"const": "${kind}"`);
});

it("a retry limit: the policy alone decides", () => {
  const attempt = { outcome: "unavailable" } as const;
  const before = { repeats: 2, unresolved: 0, renewals: 0 };
  expect(decideRetry(attempt, { ...before }, { transient: 3 }, 0).kind).toBe("repeat");
  expect(decideRetry(attempt, { ...before }, { transient: 2 }, 0).kind).toBe("done");
});
