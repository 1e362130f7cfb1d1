import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { temporaryFolder } from "../../test/temporary-folder.ts";
import { writeClientFile } from "./client-file.ts";
import { openConfigRepository } from "./config-service/state.ts";
import { takeStoreDirectory } from "./store-directory.ts";

let path: string;
beforeEach(() => {
  path = temporaryFolder();
});

describe("takeStoreDirectory", () => {
  it("lets one sandbox in at a time", () => {
    const first = takeStoreDirectory(path);
    expect(() => takeStoreDirectory(path)).toThrow(`used by another sandbox, process ${process.pid}`);
    first.release();
    takeStoreDirectory(path).release();
  });

  it("takes over from a process that is gone, or whose number another process has now", () => {
    for (const holder of ['{"pid":2147483646}', `{"pid":${process.pid},"began":"1"}`, "half a li"]) {
      writeFileSync(join(path, "sandbox.lock"), holder);
      takeStoreDirectory(path).release();
    }
  });

  it("removes what sandboxes leave, and nothing else", () => {
    writeFileSync(join(path, "client.env"), "");
    writeFileSync(join(path, "notes.txt"), "");
    const directory = takeStoreDirectory(path);
    directory.empty();
    directory.release();
    expect([existsSync(join(path, "client.env")), existsSync(join(path, "notes.txt"))]).toEqual([false, true]);
  });

  it("keeps the signing key for its owner", () => {
    const { keys, release } = takeStoreDirectory(path);
    keys.save(Buffer.from("key"));
    expect(keys.load()?.toString()).toBe("key");
    expect(statSync(join(path, "signing.key")).mode & 0o777).toBe(0o600);
    release();
  });
});

describe("writeClientFile", () => {
  const write = (claimSetName: string, port: number, ...educationOrganizationIds: number[]): string => {
    const repository = openConfigRepository(path);
    const baseUrl = `http://127.0.0.1:${port}`;
    const file = writeClientFile({
      directory: path,
      repository,
      claimSetName,
      educationOrganizationIds,
      baseUrl,
      configServiceUrl: `${baseUrl}/config`,
    });
    return readFileSync(file, "utf8");
  };

  it("keeps key and secret over starts, while the address changes", () => {
    const [first, second] = [write("SeedLoader", 1), write("SeedLoader", 2)];
    expect(second).toBe(first.replaceAll(":1", ":2"));
    expect(statSync(join(path, "client.env")).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(path, "config-service.json"), "utf8")).not.toContain(
      /CLIENT_SECRET=(.*)/.exec(first)?.[1],
    );
  });

  it("changes claim set and education organizations of the same client, and makes a new one when the file is lost", () => {
    const first = write("SeedLoader", 1);
    expect(write("EdFiSandbox", 1, 2559)).toBe(first);
    const changed = { claimSetName: "EdFiSandbox", educationOrganizationIds: [2559] };
    expect(openConfigRepository(path).state.applications).toMatchObject([changed]);
    rmSync(join(path, "client.env"));
    expect(write("EdFiSandbox", 1)).not.toBe(first);
    expect(openConfigRepository(path).state.apiClients).toHaveLength(1);
  });
});
