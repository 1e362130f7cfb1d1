import { expect, it } from "vitest";
import { reasonIn } from "./packages.mjs";

const UNREACHABLE = `npm error code ECONNREFUSED
npm error syscall connect
npm error errno ECONNREFUSED
npm error FetchError: request to http://registry/zx failed, reason: connect ECONNREFUSED
npm error     at ClientRequest.<anonymous> (/usr/lib/index.js:130:14)
npm error     at process.processTicksAndRejections (node:internal/process/task_queues:83:21) {
npm error   code: 'ECONNREFUSED',
npm error   port: 9,
npm error }
npm error
npm error If you are behind a proxy, please make sure that the 'proxy' config is set properly.  See: 'npm help config'
npm error A complete log of this run can be found in: /home/ann/.npm/_logs/debug-0.log
`;

it("tells why npm failed without its stack", () => {
  expect(reasonIn(UNREACHABLE).split("\n")).toEqual([
    "npm error code ECONNREFUSED",
    "npm error FetchError: request to http://registry/zx failed, reason: connect ECONNREFUSED",
    "npm error If you are behind a proxy, please make sure that the 'proxy' config is set properly.  See: 'npm help config'",
    "npm error A complete log of this run can be found in: /home/ann/.npm/_logs/debug-0.log",
  ]);
});

it("keeps the last lines of anything else", () => {
  const lines = Array.from({ length: 40 }, (_, line) => `gyp ERR! ${line}`);
  expect(reasonIn(lines.join("\n"))).toBe(lines.slice(-15).join("\n"));
  expect(reasonIn("npm did not start: spawn npm ENOENT")).toBe("npm did not start: spawn npm ENOENT");
});
