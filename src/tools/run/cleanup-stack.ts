/**
 * What must be stopped or removed when a command ends, however it ends. Ctrl-C runs the same steps, last first;
 * a second Ctrl-C stops waiting for them.
 */

export interface CleanupStack {
  /** @param step must not throw; runs once */
  add(step: () => void | Promise<void>): void;
  /** Runs all steps, last added first. */
  run(): Promise<void>;
  /** True from the first SIGINT or SIGTERM on. */
  readonly interrupted: boolean;
  /** Called at the first signal, before the steps. */
  onInterrupt(handler: () => void): void;
}

export function createCleanupStack(signals: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"]): CleanupStack {
  const steps: (() => void | Promise<void>)[] = [];
  const handlers: (() => void)[] = [];
  let interrupted = false;
  const onSignal = (): void => {
    if (interrupted) process.exit(130);
    interrupted = true;
    for (const handler of handlers) handler();
  };
  for (const signal of signals) process.on(signal, onSignal);
  return {
    add: (step) => void steps.push(step),
    run: async () => {
      for (let step = steps.pop(); step !== undefined; step = steps.pop()) await step();
      for (const signal of signals) process.off(signal, onSignal);
    },
    get interrupted() {
      return interrupted;
    },
    onInterrupt: (handler) => void handlers.push(handler),
  };
}
