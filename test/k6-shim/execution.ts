/** `k6/execution`: where the VU stands, and the end of the run. */

import { k6 } from "./process.ts";

export default {
  scenario: {
    get iterationInTest(): number {
      return k6.iteration;
    },
    get startTime(): number {
      return k6.startedMs;
    },
  },
  vu: {
    get idInTest(): number {
      return k6.vu;
    },
  },
  instance: {
    vusActive: 1,
  },
  test: {
    /** Like k6's, it ends what is running, for good: the first reason stays. */
    abort(reason = ""): never {
      k6.aborted ??= reason;
      throw new Error(`test aborted: ${reason}`);
    },
  },
};
