/** Set-up and end of test files that work behind the hostile proxy. */
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import type { HostileProxy } from "./hostile-proxy.ts";
import { type HostileTarget, startHostileTarget } from "./hostile-run.ts";
import { totalRows } from "./sandbox.ts";

/** One target for all tests of a file: each begins without mischief. Members can be read inside tests. */
export function useHostileTarget(): { readonly target: HostileTarget; readonly rowsBefore: number } {
  const held: { target?: HostileTarget; rowsBefore: number } = { rowsBefore: 0 };
  const target = (): HostileTarget => {
    if (held.target === undefined) throw new Error("the target is there only inside tests");
    return held.target;
  };
  beforeAll(async () => {
    held.target = await startHostileTarget();
  });
  beforeEach(async () => {
    held.rowsBefore = totalRows(await target().sandbox.ledger());
  });
  afterEach(() => {
    target().proxy.mischief = undefined;
  });
  afterAll(() => held.target?.stop());
  return {
    get target() {
      return target();
    },
    get rowsBefore() {
      return held.rowsBefore;
    },
  };
}

/** How a server answers where it differs from the sandbox. */
export type Manners = (proxy: HostileProxy, sandbox: HostileTarget["sandbox"]) => HostileProxy["mischief"];

/** A server of its own for each test, ended after it. @returns what starts it */
export function useServers(): (
  manners: Manners,
  sandboxArgs?: readonly string[],
  path?: string,
) => Promise<HostileTarget> {
  let target: HostileTarget | undefined;
  afterEach(async () => {
    await target?.stop();
    target = undefined;
  });
  return async (manners, sandboxArgs = [], path = "") => {
    target = await startHostileTarget(sandboxArgs, path);
    target.proxy.mischief = manners(target.proxy, target.sandbox);
    return target;
  };
}
