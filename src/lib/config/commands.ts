/** Every command with the settings it takes. */

import type { Command } from "./command.ts";
import type { FieldGroup } from "./fields.ts";
import { FIELD_GROUPS } from "./fields.ts";

function groups(...titles: readonly string[]): readonly FieldGroup[] {
  return FIELD_GROUPS.filter((group) => titles.includes(group.title));
}

export const COMMANDS = {
  smoke: {
    name: "run-smoke-test",
    typed: "npm run smoke",
    summary:
      "Checks in seconds that the target is alive and correct: writes, reads, changes and deletes a small dataset.",
    groups: groups("Target", "Dataset", "Smoke phase", "Client set-up", "Runner"),
  },
  load: {
    name: "run-load-phase",
    typed: "npm run load",
    summary: "Builds the profile's dataset at the target in dependency order, each item exactly once; resumable.",
    groups: groups("Target", "Dataset", "Load phase", "Client set-up", "Runner"),
  },
  start: {
    name: "run-load-test",
    typed: "npm start",
    summary: "The main job, on the embedded sandbox unless a target is set.",
    groups: groups("Target", "Dataset", "Smoke phase", "Client set-up", "Runner"),
  },
  setupClient: {
    name: "setup-client",
    typed: "npm run setup-client",
    summary: "Creates an API client through the Configuration Service and writes it to .env.load-test.",
    groups: groups("Target", "Dataset", "Client set-up", "Runner"),
  },
  preflight: {
    name: "preflight",
    typed: "npm run preflight",
    summary: "Checks everything that must be true before a run and names one fix per failed line.",
    groups: groups("Target", "Dataset", "Client set-up", "Runner"),
  },
  cleanup: {
    name: "cleanup",
    typed: "npm run cleanup",
    summary: "Deletes what a load created, last things first, and proves that nothing else is gone.",
    groups: groups("Target", "Client set-up", "Runner"),
    positional: { name: "RUN", text: "Folder of the run: its name, its path, or latest.", required: true },
  },
} as const satisfies Record<string, Command>;
