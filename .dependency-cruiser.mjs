// The arrows between folders (docs/architecture.md): each folder may import itself and the folders listed here, and a file
// belongs to one world: pure, k6 or Node. Tests may import anything. `npm run check` holds this.

/** Lowest first; each layer of Node code builds on those before it. */
const NODE_LAYERS = {
  settings: ["lib", "base"],
  machine: ["lib", "base", "results", "settings"],
  cli: ["lib", "base", "settings"],
  store: ["lib", "base", "results", "settings", "machine"],
  target: ["lib", "base", "api-model", "results", "settings", "machine", "cli"],
  run: ["lib", "base", "results", "settings", "machine", "cli", "store", "target"],
  workload: [
    "lib",
    "base",
    "access-log",
    "api-model",
    "api-data",
    "results",
    "settings",
    "machine",
    "cli",
    "store",
    "target",
    "run",
  ],
  phases: [
    "lib",
    "base",
    "api-model",
    "api-data",
    "results",
    "settings",
    "machine",
    "cli",
    "store",
    "target",
    "run",
    "workload",
  ],
  commands: [
    ...[
      "lib",
      "base",
      "access-log",
      "api-model",
      "api-data",
      "results",
      "settings",
      "machine",
      "cli",
      "store",
      "target",
      "run",
    ],
    ...["workload", "phases"],
  ],
};

const FOLDERS = {
  lib: [],
  base: ["lib"],
  results: ["lib", "base"],
  "access-log": ["lib", "base"],
  "api-model": ["lib", "base"],
  "api-data": ["lib", "base", "api-model"],
  "report-page": ["base", "results"],
  k6: ["lib"],
  scenarios: ["k6", "lib"],
  sandbox: ["lib", "base", "api-model"],
  ...NODE_LAYERS,
};

const NODE = `^(src/(${[...Object.keys(NODE_LAYERS), "sandbox"].join("|")})|scripts)/`;
const TESTS = "\\.test\\.ts$|/testing/";
const K6_MODULE = "^(k6($|/)|https:)";

/** @type {import("dependency-cruiser").IForbiddenRuleType[]} */
const arrows = Object.entries(FOLDERS).map(([folder, allowed]) => ({
  name: `${folder} imports only ${[folder, ...allowed].join(", ")}`,
  severity: "error",
  from: { path: `^src/${folder}/`, pathNot: TESTS },
  to: { path: "^(src|scripts|test)/", pathNot: `^src/(${[folder, ...allowed].join("|")})/` },
}));

/** @type {import("dependency-cruiser").IConfiguration} */
const configuration = {
  forbidden: [
    ...arrows,
    {
      name: "a phase imports no other phase",
      severity: "error",
      from: { path: "^src/phases/([^/]+)/", pathNot: TESTS },
      to: { path: "^src/phases/[^/]+/", pathNot: "^src/phases/$1/" },
    },
    {
      name: "scripts start k6, they do not import what it runs",
      severity: "error",
      from: { path: "^scripts/", pathNot: TESTS },
      to: { path: "^src/(k6|scenarios|report-page)/" },
    },
    {
      name: "src/lib runs in k6 and in Node: no module of either, no npm package",
      severity: "error",
      from: { path: "^src/lib/", pathNot: TESTS },
      to: { pathNot: "^src/" },
    },
    {
      name: "pure code: no module of Node or k6",
      severity: "error",
      from: { path: "^src/(base|results|access-log|api-model|api-data)/", pathNot: TESTS },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "only k6 code imports modules of k6",
      severity: "error",
      from: { path: `^src/(base|results|access-log|api-model|api-data|report-page)/|${NODE}`, pathNot: TESTS },
      to: { path: K6_MODULE },
    },
    {
      name: "k6 code imports nothing that k6 does not have",
      severity: "error",
      from: { path: "^src/(k6|scenarios)/", pathNot: TESTS },
      to: { path: ".", pathNot: `^src/|${K6_MODULE}` },
    },
    { name: "no cycle", severity: "error", from: { pathNot: TESTS }, to: { circular: true } },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^dist/" },
    tsPreCompilationDeps: true,
    parser: "swc",
    enhancedResolveOptions: { extensions: [".ts", ".mjs", ".js"] },
  },
};

export default configuration;
