// `--help` of the commands about the project itself. Those of users have theirs in src/settings/screen-help.ts.

export const HELP_FLAGS = ["--help", "-h", "--help-all"];

/** @type {Readonly<Record<string, string>>} */
export const DEVELOPER_HELP = {
  build: `npm run build -- [options]

Builds dist/: the bundles for k6 and the commands for Node.

Options:
  --jslib auto|own|remote   Source of the k6-utils import. [auto]
  --command NAME            Build only dist/cli/NAME.js.
  --check                   Check the bundles, write nothing.
  --quiet                   Do not print sizes.`,
  check: `npm run check

Checks the sources without running them: format, lint, types, import rules,
unused code, bundle sizes, generated files. It has no options.`,
  test: `npm test -- [unit|e2e] [VITEST ARGUMENTS]

Runs the static checks, the unit tests and the end-to-end tests.

Examples:
  npm test                          everything
  npm test -- unit                  only the unit tests
  npm test -- e2e test/e2e/smoke    only the end-to-end tests in these files`,
  prove: `npm run prove -- NAME [options]

Runs a proof: the whole matrix of a question, which takes too long for npm test.

Options:
  --list   Print the names of all proofs.
  --json   Print the result as JSON.`,
  bench: `npm run bench -- [MEASURE...] [options]

Measures the cost of the load generator and compares it with the limits.

Options:
  --write   Write the figures to docs/benchmarks.md.`,
};
