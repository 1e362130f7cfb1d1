import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./test/longest-first.ts";

const fromHere = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Outside k6 its modules are fakes, and the remote k6-utils is our own module of the same functions. */
const alias = [
  { find: /^k6$/, replacement: fromHere("test/k6-shim/k6.ts") },
  { find: /^k6\/(.*)$/, replacement: fromHere("test/k6-shim/$1.ts") },
  { find: /^https:\/\/jslib\.k6\.io\/k6-utils\/.*$/, replacement: fromHere("src/k6/jslib-k6-utils.ts") },
];

/** Tests that start the project's programs, the real k6 among them. */
const programs = (name: string, include: string) => ({
  resolve: { alias },
  test: {
    name,
    include: [include],
    globalSetup: ["test/e2e/support/global-setup.ts"],
    environment: "node" as const,
    // For what hangs; what must be quick says so itself.
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});

export default defineConfig({
  test: {
    globalSetup: ["test/global-setup.ts"],
    // Each file has programs, ports and folders of its own. End-to-end tests wait for most of their time.
    maxWorkers: 2 * availableParallelism(),
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        resolve: { alias },
        test: {
          name: "unit",
          include: ["src/**/*.test.ts", "scripts/**/*.test.ts"],
          environment: "node",
          // For what hangs: `npm test` runs these beside tests that take the CPU first.
          testTimeout: 300_000,
          hookTimeout: 300_000,
          // A process for each file would cost more than all of these tests: none changes what files share.
          isolate: false,
        },
      },
      programs("e2e", "test/e2e/**/*.test.ts"),
      // What `npm test` has no time for: `npm run prove`.
      programs("prove", "test/prove/**/*.test.ts"),
    ],
  },
});
