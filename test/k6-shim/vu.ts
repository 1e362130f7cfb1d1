/** VUs of the faked k6 process: each has module state of its own, as in k6. Call `useFakeK6` once in a test file. */

import { afterEach, beforeEach, vi } from "vitest";
import { k6, resetProcess } from "./process.ts";

/** The environment of a k6 process that the runner started. */
/** With an output of k6 that the user asked for, so that metrics are written too. */
export const UNDER_RUNNER = { LOAD_TEST_RUN_DIR: "/run", LOAD_TEST_RUN_URL: "/run", LOAD_TEST_METRICS: "1" };

/** A new process for each test, whose clock stands still but for `sleep` and the time that answers take. */
export function useFakeK6(): void {
  beforeEach(() => {
    vi.setSystemTime(Date.UTC(2026, 0, 5, 8));
    resetProcess();
    vi.spyOn(console, "log").mockImplementation((line) => void k6.log.push(String(line)));
    vi.spyOn(console, "warn").mockImplementation((line) => void k6.errors.push(String(line)));
    vi.spyOn(console, "error").mockImplementation((line) => void k6.errors.push(String(line)));
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
    vi.useRealTimers();
    vi.resetModules();
  });
}

/**
 * Imports modules as another VU does.
 * @param load such as `() => import("./gate.ts")`
 * @param environment `__ENV`; empty: a direct `k6 run`, whose VU 0 has to start first where a module needs its settings
 */
export async function startVu<T>(
  load: () => Promise<T>,
  environment: Readonly<Record<string, string>> = {},
): Promise<T> {
  vi.resetModules();
  vi.stubGlobal("__ENV", environment);
  vi.stubGlobal("__VU", k6.vu);
  const isDirect = environment.LOAD_TEST_RUN_DIR === undefined;
  vi.stubGlobal("FOR_RUNNER", !isDirect);
  const read = (path: string): string => {
    const text = k6.files.get(path);
    if (text === undefined) throw new Error(`open ${path}: no such file`);
    return text;
  };
  vi.stubGlobal("open", read);
  const scripts: Readonly<Record<string, unknown>> = {
    "./direct.js": isDirect && k6.vu === 0 ? await import("../../src/k6/direct.ts") : undefined,
    "./target-data.js": environment.MODEL === undefined ? undefined : await import("../../src/k6/target-data.ts"),
  };
  vi.stubGlobal("require", (path: string) => {
    if (scripts[path] !== undefined) return scripts[path];
    const module = { exports: {} };
    new Function("module", read(path))(module);
    return module.exports;
  });
  return await load();
}
