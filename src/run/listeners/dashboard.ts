/** k6's own web dashboard, for a browser (`--dashboard`), through a proxy that is closed when k6 ends. */

import { type DashboardProxy, openDashboardProxy } from "../measurements/dashboard-proxy.ts";
import type { Run, RunListener } from "../run.ts";

/** For a browser to read what k6 sent last. */
const LAST_EVENTS_MS = 500;

/** @param showsFrame the live view has a line for the address; any other line would spoil its picture */
export class DashboardListener implements RunListener {
  readonly #run: Run;
  readonly #showsFrame: boolean;
  #port: number | undefined;
  #proxy: DashboardProxy | undefined;
  #isClosed = false;

  constructor(run: Run, showsFrame: boolean) {
    this.#run = run;
    this.#showsFrame = showsFrame;
  }

  started(): void {
    this.#port = undefined;
    this.#proxy?.close();
    this.#proxy = undefined;
  }

  engineOutput(text: string): void {
    if (this.#port !== undefined) return;
    const port = /web dashboard: http:\S+:(\d+)/.exec(text)?.[1];
    if (port === undefined) return;
    this.#port = Number(port);
    void this.#open(this.#port);
  }

  /** k6 has measured the last time. It does not end (2.2) while a browser still listens. */
  lastMeasured(): void {
    setTimeout(() => this.#proxy?.close(), LAST_EVENTS_MS).unref();
  }

  engineEnded(): void {
    this.#isClosed = true;
    this.#proxy?.close();
  }

  async #open(port: number): Promise<void> {
    const proxy = await openDashboardProxy(port).catch(() => undefined);
    if (proxy === undefined || this.#isClosed || this.#port !== port) return proxy?.close();
    this.#proxy = proxy;
    this.#run.show({ dashboard: proxy.url });
    if (!this.#showsFrame) this.#run.context.output.progress(`dashboard ${proxy.url}`);
  }
}
