/** What the starter of k6 asks and tells somebody who watches the run. */

export interface EngineWatch {
  /** Before each start of k6: what it needs to be watched. */
  prepare(): Promise<{
    readonly arguments: readonly string[];
    readonly environment: Readonly<Record<string, string>>;
  }>;
  /**
   * @param stop ends k6 by a signal, as Ctrl-C does
   * @param release to be called after k6 was stopped by other means: it lets VUs go that wait for each other
   */
  started(pid: number, stop: () => void, release: () => void): void;
  /** What k6 says on its terminal. */
  output(text: string): void;
  /** True when k6 should be started once more: a port was taken meanwhile. */
  ended(exitCode: number): boolean;
}
