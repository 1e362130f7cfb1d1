import { createServer, get } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { openDashboardProxy } from "./dashboard-proxy.ts";

it("lets a browser through, and ends what it still listens to", async () => {
  let listeners = 0;
  const dashboard = createServer((_request, response) => {
    listeners++;
    response.once("close", () => listeners--);
    response.writeHead(200, { "content-type": "text/event-stream" }).write("event: start\n\n");
  });
  await new Promise<void>((resolve) => dashboard.listen(0, "127.0.0.1", () => resolve()));
  const proxy = await openDashboardProxy((dashboard.address() as AddressInfo).port);
  const ended = new Promise<string>((resolve) => {
    get(`${proxy.url}/events`, (response) => {
      let text = "";
      response.on("data", (chunk) => {
        text += chunk;
        proxy.close();
      });
      response.on("error", () => undefined);
      response.on("close", () => resolve(text));
    });
  });
  expect(await ended).toContain("event: start");
  await expect.poll(() => listeners, { timeout: 10_000 }).toBe(0);
  dashboard.close();
});
