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
  join: `npm run join -- [options] < KEY_FILE

Does a part of a run that another machine coordinates (--instances there).
Standard input is its join key; the run prints in which file that is.

Options:
  --cores N   Cores that k6 may use. [all]`,
  prove: `npm run prove -- NAME [options]

Runs a proof: the whole matrix of a question, which takes too long for npm test.

Options:
  --list   Print the names of all proofs.
  --json   Print the result as JSON.`,
  bench: `npm run bench -- [MEASURE...] [options]

Measures the cost of the load generator, in pairs with plain k6 scripts, and
compares it with the limits. A quiet machine is required.

Measures, and about how many minutes each takes on two cores:
  smoke       CPU and memory of the smoke phase. [1]
  load        The same of the load phase. [2]
  readwrite   The same of the readwrite phase; each operation alone. [10]
  memory      Memory of k6 with a large plan. [1]
  start       Start of 1,000 VUs. [1]
  body        Cost of one body. [1]
  sandbox     Writes per second of the sandbox. [1]
Only by name:
  measuring   Candidates for measuring in k6, compared. [8]
  accuracy    Percentiles and counts beside those of every single sample. [1]
  long        Memory of k6 and of the runner over 2,000,000 requests. [15]
  runner      CPU time of the runner at 3,000 requests per second. [1]
  peers       The readwrite mix with Locust, where it is installed. [5]

Options:
  --write        Write the figures to their sections of docs/benchmarks.md.
  --vus LIST     Virtual users: 10,100 (readwrite, peers), else one number.
  --seconds N    Duration of one run of k6 (readwrite, accuracy, peers) or of
                 runner, or the most that long may take. [15; long 900;
                 runner 30]
  --rounds N     Pairs of runs, or rounds. [3; measuring 2]
  --requests N   Requests of a run (measuring, long). [100000; long 2000000]`,
};
