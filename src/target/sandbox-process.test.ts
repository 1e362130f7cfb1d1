import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { temporaryFolder } from "../../test/temporary-folder.ts";
import type { LoadTestError } from "../base/errors.ts";
import { takeStoreDirectory } from "../sandbox/store-directory.ts";
import { startSandbox } from "./sandbox-process.ts";

let directory: string;
beforeEach(() => {
  directory = temporaryFolder();
});

function command(source: string): string {
  const path = join(directory, "cli.mjs");
  writeFileSync(path, source);
  return path;
}

function errorOf(action: () => unknown): object {
  try {
    action();
  } catch (error) {
    const { message, hint, exitCode } = error as LoadTestError;
    return { message, hint, exitCode };
  }
  throw new Error("nothing was thrown");
}

describe("startSandbox", () => {
  it("waits for the ready line, passes options on, and ends the child by closing its input", async () => {
    const cliPath = command(`
      process.stdin.resume().on("end", () => process.exit(0));
      const ready = { event: "ready", baseUrl: process.argv.slice(2).join(" "), pid: process.pid };
      console.log(JSON.stringify(ready));
    `);
    const sandbox = await startSandbox({
      cliPath,
      storeDirectory: "/store",
      fresh: true,
      args: ["--token-lifetime", "5"],
    });
    expect(sandbox.baseUrl).toBe("--json --exit-with-parent --store /store --fresh --token-lifetime 5");
    await sandbox.stop();
    expect(await sandbox.exited).toBe(0);
    await sandbox.stop();
  });

  it("repeats what the sandbox said when it does not start", async () => {
    const cliPath = command(`console.error("sandbox: port 1 is already in use"); process.exit(4);`);
    await expect(startSandbox({ cliPath, storeDirectory: "/store" })).rejects.toThrow("port 1 is already in use");
  });

  it("says that another one uses the directory, with an option of its own caller", async () => {
    const store = join(directory, "store");
    const { release } = takeStoreDirectory(store);
    const cliPath = command(`
      import { printError } from ${JSON.stringify(new URL("../cli/print-error.mjs", import.meta.url).href)};
      process.exit(printError(${JSON.stringify(errorOf(() => takeStoreDirectory(store)))}));
    `);
    await expect(startSandbox({ cliPath, storeDirectory: store })).rejects.toMatchObject({
      message: `A sandbox with the data in ${store} is running already, process ${process.pid}.`,
      hint:
        "Stop it, or use it (its client.env has address and client, to be copied to .env.load-test), or name " +
        "another directory with --sandbox-dir.",
    });
    release();
  });
});
