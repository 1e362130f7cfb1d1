/** k6's own web dashboard, for a browser (`--dashboard`), through a proxy that is closed when k6 ends. */

import type { EngineOptions } from "../engine/engine-options.ts";
import type { Run, RunListener } from "../run.ts";
import { type DashboardProxy, openDashboardProxy } from "./dashboard-proxy.ts";

/** k6's own settings of it. Port 0: k6 takes a free one. Not -1: k6 2.2 then listens on all addresses. */
const DASHBOARD: EngineOptions = {
  outputs: ["web-dashboard"],
  environment: {
    K6_WEB_DASHBOARD_HOST: "127.0.0.1",
    K6_WEB_DASHBOARD_PORT: "0",
    K6_WEB_DASHBOARD_PERIOD: "1s",
  },
};

export class DashboardListener implements RunListener {
  readonly #run: Run;
  readonly #showsFrame: boolean;
  #port: number | undefined;
  #proxy: DashboardProxy | undefined;
  #isClosed = false;

  /** @param showsFrame the live view has a line for the address; any other line would spoil its picture */
  constructor(run: Run, showsFrame: boolean) {
    this.#run = run;
    this.#showsFrame = showsFrame;
  }

  engineOptions(): EngineOptions {
    return this.#run.isBaseline ? {} : DASHBOARD;
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
