import { afterEach, expect, it } from "vitest";
import { freePort } from "../../machine/free-port.ts";
import { type StatusServer, startStatusServer } from "./status-server.ts";

/** As k6-operator 1.5.0 sends it (pkg/resources/containers). */
const RESUME = '{"data":{"attributes":{"paused":false,"stopped":false},"id":"default","type":"status"}}';
const STOP = '{"data":{"attributes":{"paused":false,"stopped":true},"id":"default","type":"status"}}';

let server: StatusServer | undefined;
afterEach(() => server?.close());

async function started(isPaused: boolean): Promise<{ url: string; stops: number[]; events: string[] }> {
  const address = `127.0.0.1:${await freePort()}`;
  const stops: number[] = [];
  const events: string[] = [];
  server = await startStatusServer(address, isPaused, () => void stops.push(1));
  void server.resumed.then(() => events.push("resumed"));
  return { url: `http://${address}/v1/status`, stops, events };
}

async function status(url: string, body?: string): Promise<Record<string, unknown>> {
  const response = await fetch(url, body === undefined ? {} : { method: "PATCH", body });
  expect(response.status).toBe(200);
  const { data } = (await response.json()) as { data: { attributes: Record<string, unknown> } };
  expect(data).toMatchObject({ type: "status", id: "default" });
  return data.attributes;
}

it("is paused until the operator resumes it", async () => {
  const { url, events, stops } = await started(true);
  expect(await status(url)).toMatchObject({ status: 4, paused: true, running: false });
  expect(await status(url, "no JSON")).toMatchObject({ paused: true });
  expect(events).toEqual([]);
  expect(await status(url, RESUME)).toMatchObject({ status: 7, paused: false, running: true });
  expect(events).toEqual(["resumed"]);
  expect(stops).toEqual([]);
});

it("stops k6 when the operator says so, and knows nothing else", async () => {
  const { url, events, stops } = await started(false);
  expect(await status(url)).toMatchObject({ paused: false, running: true });
  expect(events).toEqual(["resumed"]);
  await status(url, STOP);
  expect(stops).toEqual([1]);
  expect((await fetch(url.replace("status", "setup"))).status).toBe(404);
});

it("names an address that cannot be used", async () => {
  await expect(startStatusServer("192.0.2.1:1", true, () => {})).rejects.toThrow(/^--address=192\.0\.2\.1:1 cannot be/);
});
