/** `k6/data`: an array is made once in a process, and shared as JSON. */

import { k6 } from "./process.ts";

export class SharedArray {
  constructor(name: string, make: () => readonly unknown[]) {
    const known = k6.arrays.get(name) ?? (JSON.parse(JSON.stringify(make())) as readonly unknown[]);
    k6.arrays.set(name, known);
    // biome-ignore lint/correctness/noConstructorReturn: as in k6, `new` gives every VU an array
    return known;
  }
}
