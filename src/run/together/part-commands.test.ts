import { expect, it } from "vitest";
import { withPartNamed } from "./part-commands.ts";

const TENANT = { tenant: "a", resultsDirectory: "results/tenants/a" };
const FLAGS = "--tenant a --results-dir results/tenants/a";

it.each([
  ["To delete them, use: npm run cleanup -- RUN --yes", `To delete them, use: npm run cleanup -- ${FLAGS} RUN --yes`],
  ["Load it first: npm run load. Or name", `Load it first: npm run load -- ${FLAGS}. Or name`],
  ["use `npm run load --`", `use \`npm run load -- ${FLAGS}\``],
  ["npx edfi-load-test cleanup RUN", `npx edfi-load-test cleanup ${FLAGS} RUN`],
  ["npm run results -- list", "npm run results -- --results-dir results/tenants/a list"],
  ["npm run setup-client -- --claim-set NAME", "npm run setup-client -- --tenant a --claim-set NAME"],
  ["Build the project: npm run build", "Build the project: npm run build"],
])("completes %s", (text, expected) => {
  expect(withPartNamed(text, TENANT)).toBe(expected);
});

it("names no tenant to a client, and quotes a path with blanks", () => {
  const client = { tenant: "", resultsDirectory: "my results/clients/sis" };
  expect(withPartNamed("npm run cleanup -- RUN", client)).toBe(
    'npm run cleanup -- --results-dir "my results/clients/sis" RUN',
  );
  expect(withPartNamed("npm run setup-client", client)).toBe("npm run setup-client");
});
