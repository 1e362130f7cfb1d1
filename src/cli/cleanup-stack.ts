/**
 * What must be stopped or removed when a command ends, for any reason. Ctrl-C runs the same steps, last first;
 * a second Ctrl-C ends the process at once.
 */

import { writeError } from "./standard-error.ts";

export interface CleanupStack {
  /** @param step must not throw; runs once */
  add(step: () => void | Promise<void>): void;
  /** Runs all steps, last added first. */
  run(): Promise<void>;
  /** True from the first SIGINT or SIGTERM on. */
  readonly interrupted: boolean;
  /** What interrupted it, in words: Ctrl-C, or the name of the signal. */
  readonly interruptedBy: string;
  /** Called at the first signal, before the steps. */
  onInterrupt(handler: () => void): void;
  /**
   * Resolves some time after a signal that has no handler, so that a command does not wait for, say, a target that does
   * not respond. Never resolves otherwise.
   */
  readonly abandoned: Promise<void>;
}

/** Enough time to finish a write. */
const ABANDON_AFTER_MS = 1000;

export function createCleanupStack(signals: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"]): CleanupStack {
  const steps: (() => void | Promise<void>)[] = [];
  const handlers: (() => void)[] = [];
  let interruptedBy = "";
  let abandon = (): void => {};
  const abandoned = new Promise<void>((resolve) => {
    abandon = resolve;
  });
  const onSignal = (signal: NodeJS.Signals): void => {
    if (interruptedBy !== "") process.exit(130);
    interruptedBy = signal === "SIGINT" ? "Ctrl-C" : signal;
    writeError(`stopping (${interruptedBy} again: at once)\n`);
    for (const handler of handlers) handler();
    setTimeout(() => handlers.length === 0 && abandon(), ABANDON_AFTER_MS).unref();
  };
  for (const signal of signals) process.on(signal, onSignal);
  return {
    add: (step) => void steps.push(step),
    run: async () => {
      for (let step = steps.pop(); step !== undefined; step = steps.pop()) await step();
      for (const signal of signals) process.off(signal, onSignal);
    },
    get interrupted() {
      return interruptedBy !== "";
    },
    get interruptedBy() {
      return interruptedBy;
    },
    onInterrupt: (handler) => void handlers.push(handler),
    abandoned,
  };
}
