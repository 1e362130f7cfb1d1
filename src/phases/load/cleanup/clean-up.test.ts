import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type LoadedSandbox, loadSandbox } from "../../../../test/fakes/loaded-sandbox.ts";
import { temporaryFolder } from "../../../../test/temporary-folder.ts";
import { CLEANUP_LOG_FILE } from "../../../lib/contracts/run-files.ts";
import { createDataClient, type DataClient } from "../../../target/data-client.ts";
import { fixedToken } from "../../../target/token-generations.ts";
import { type CleanupInput, type CleanupResult, cleanUp } from "./clean-up.ts";

let folder: string;
let loaded: LoadedSandbox;
let client: DataClient;

beforeEach(async () => {
  folder = temporaryFolder();
  loaded = await loadSandbox(folder);
  client = clientOf();
});
afterEach(async () => {
  client.close();
  await loaded.close();
});

function clientOf(retryLimit = 3): DataClient {
  return createDataClient({ dataUrl: loaded.dataUrl, tokens: fixedToken(loaded.token), width: 16, retryLimit });
}

function run(more: Partial<CleanupInput> = {}): Promise<CleanupResult> {
  const { runFolder, plan } = loaded;
  const { signal } = new AbortController();
  const rest = { undeletable: new Map(), confirm: async () => {}, log: () => {} };
  return cleanUp({ runFolder, plan, client, width: 16, signal, ...rest, ...more });
}

async function total(endpoint: string): Promise<number> {
  const path = `/data/ed-fi/${endpoint}?limit=0&totalCount=true`;
  const { headers } = await loaded.box.call("GET", path, { token: loaded.token });
  return Number(headers["Total-Count"]);
}

function journal(text: string): void {
  writeFileSync(join(loaded.runFolder, "journal-1.log"), text);
}

describe("cleanUp", () => {
  it("deletes what the run created, and proves it", async () => {
    const result = await run();
    expect(result).toMatchObject({ ok: true, own: 98, deleted: 98, gone: 0, left: 0, differences: [], warnings: [] });
    expect(result.checked).toBeGreaterThan(20);
    for (const { endpoint } of loaded.plan.segments) expect(await total(endpoint)).toBe(0);
  });

  it("says before it deletes what will remain, and leaves that alone", async () => {
    const undeletable = new Map([["students", "the client may not delete it"]]);
    const lines: string[] = [];
    const deletes: string[] = [];
    const watching: DataClient = {
      ...client,
      call: (method, path) => {
        if (method === "DELETE") deletes.push(`${lines.length >= 2} ${path.split("/")[0]}`);
        return client.call(method, path);
      },
    };
    const result = await run({ undeletable, client: watching, log: (line) => lines.push(line) });
    expect(lines.slice(0, 2)).toEqual([
      "remains   3 students: the client may not delete it",
      "          another client may delete them: --client-from FILE",
    ]);
    // Values that they use stay with them.
    expect(result).toMatchObject({ ok: true, deleted: 98 - result.left, differences: [] });
    expect(result.leftItems.every(({ endpoint }) => endpoint.endsWith("Descriptors"))).toBe(true);
    expect(result.remaining).toEqual([{ endpoint: "students", items: 3, reason: "the client may not delete it" }]);
    expect(deletes.filter((line) => line.startsWith("false") || line.endsWith("students"))).toEqual([]);
    expect(await total("students")).toBe(3);
    expect(await run()).toMatchObject({ ok: true, deleted: result.left, left: 0, remaining: [] });
  });

  it("leaves what was there before, and what the journal does not name", async () => {
    journal(loaded.journal.replace(/^(i (?:90|95)) c 0/gm, "$1 p 0"));
    const result = await run();
    expect(result).toMatchObject({ own: 96, deleted: 96 - result.left });
    expect(await total("studentSchoolAssociations")).toBe(1);
    expect(await total("students")).toBe(1);
    expect(await total("schools")).toBe(1);
    expect(result.leftItems.map(({ endpoint, inUse }) => [endpoint, inUse])).toContainEqual(["schools", true]);
    expect(result.ok).toBe(false);
    expect(result.differences).toContainEqual(expect.stringContaining("schools: 1 of this run's items are left"));
  });

  it("deletes items whose creation went unrecorded only where nothing of the kind was there before", async () => {
    journal(loaded.journal.replace(/^(i 9[01]) c 0/gm, "$1 p 1"));
    const { schools: _, ...rest } = loaded.plan.countsBefore ?? {};
    expect(await run({ plan: { ...loaded.plan, countsBefore: { ...rest, students: 1 } } })).toMatchObject({ own: 96 });
    expect(await total("students")).toBe(2);
    expect(await run()).toMatchObject({ ok: true, own: 98, left: 0 });
    expect(await total("students")).toBe(0);
  });

  it("goes on where it was stopped", async () => {
    const stop = new AbortController();
    const stopped = await run({ signal: stop.signal, client: stoppingAfter(30, stop), width: 4 });
    expect(stopped.ok).toBe(false);
    expect(stopped.deleted).toBeGreaterThanOrEqual(30);
    expect(stopped.deleted).toBeLessThan(40);
    appendFileSync(join(loaded.runFolder, CLEANUP_LOG_FILE), "d 1");
    const result = await run();
    expect(result).toMatchObject({ ok: true, deleted: 98 - stopped.deleted, gone: 0 });
    // The cut line swallows the one behind it, which costs one more DELETE.
    expect(await run()).toMatchObject({ ok: true, deleted: 0, gone: 1 });
  });

  it("repeats a deletion whose line was lost, which is answered that the item is gone", async () => {
    await run();
    const log = join(loaded.runFolder, CLEANUP_LOG_FILE);
    writeFileSync(log, readFileSync(log, "utf8").split("\n").slice(10).join("\n"));
    expect(await run()).toMatchObject({ ok: true, deleted: 0, gone: 10 });
  });

  it("comes through resets, lost answers and unavailability", async () => {
    await loaded.setFaults([
      { route: "/data/**", probability: 0.1, reset: true, when: "after", seed: 5 },
      { route: "/data/**", probability: 0.1, status: 503, seed: 6 },
      { route: "/data/**", probability: 0.02, status: 429, retryAfter: 0, seed: 7 },
    ]);
    client.close();
    client = clientOf(8);
    const result = await run();
    await loaded.setFaults([]);
    expect(result).toMatchObject({ ok: true, left: 0 });
    expect(result.deleted + result.gone).toBe(98);
    expect(result.gone).toBeGreaterThan(0);
    expect(await total("students")).toBe(0);
  });

  it("ends when the target is gone, and keeps what it did", async () => {
    client.close();
    client = clientOf(1);
    let deletes = 0;
    const failing: DataClient = {
      ...client,
      call: async (method, path) => {
        if (method === "DELETE" && ++deletes === 20) await loaded.setFaults([{ route: "/data/**", reset: true }]);
        return client.call(method, path);
      },
    };
    await expect(run({ client: failing })).rejects.toMatchObject({ kind: "preflight" });
    await loaded.setFaults([]);
    const result = await run();
    expect(result).toMatchObject({ ok: true, own: 98 });
    expect(result.deleted).toBeLessThan(90);
  });

  it("says when a deletion took something else along or nothing at all", async () => {
    const lying: DataClient = {
      ...client,
      call: (method, path) =>
        method === "DELETE" && path.startsWith("/ed-fi/studentSchool")
          ? Promise.resolve({ outcome: "deleted", status: 204, text: "", header: () => undefined, repeats: 0 })
          : client.call(method, path),
    };
    const result = await run({ client: lying });
    expect(result.ok).toBe(false);
    expect(result.differences).toContainEqual("studentSchoolAssociations: 3 before, 3 deleted, but 3 after");
    expect(result.differences).toContainEqual(
      expect.stringMatching(/^studentSchoolAssociations\/.* was deleted, but returned 200/),
    );
  });

  it("does not try a resource to its end that the client may not delete", async () => {
    await loaded.setFaults([{ route: "/data/ed-fi/**", method: "DELETE", status: 403 }]);
    const result = await run({ width: 1 });
    expect(result).toMatchObject({ ok: false, deleted: 0, left: 98 });
    expect(result.leftItems[0]?.inUse).toBe(false);
  });
});

function stoppingAfter(deletions: number, stop: AbortController): DataClient {
  let seen = 0;
  return {
    ...client,
    call: async (method, path) => {
      const reply = await client.call(method, path);
      if (method === "DELETE" && ++seen === deletions) stop.abort();
      return reply;
    },
  };
}
