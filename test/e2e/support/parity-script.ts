/** The k6 side of the parity test: writes the facts to the file named in the environment. */
import { facts } from "./parity-facts.ts";

export const options = {
  scenarios: { none: { executor: "shared-iterations", vus: 1, iterations: 1, exec: "nothing" } },
};

export function nothing(): void {}

export function handleSummary(): Record<string, string> {
  return { [__ENV.FACTS_FILE ?? "stdout"]: facts().join("\n") };
}
