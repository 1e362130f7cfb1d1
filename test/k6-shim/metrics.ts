/** `k6/metrics`: every sample is recorded. */

import { k6 } from "./process.ts";

class Metric {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  add(value: number | boolean, tags: Readonly<Record<string, string>> = {}): void {
    k6.samples.push({ metric: this.name, value: Number(value), tags });
  }
}

export { Metric as Counter, Metric as Gauge, Metric as Rate, Metric as Trend };
