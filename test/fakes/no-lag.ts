/** For tests whose target shows its writes at once: checks are repeated without waiting for a replica. */
import { afterEach, beforeEach } from "vitest";
import { settling } from "../../src/target/verification/settle.ts";

export function useNoLag(): void {
  const { waitsMs } = settling;
  beforeEach(() => {
    settling.waitsMs = waitsMs.map(() => 0);
  });
  afterEach(() => {
    settling.waitsMs = waitsMs;
  });
}
