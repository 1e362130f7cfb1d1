// In the place of k6 (coordinator-cost.ts): writes the journal of its segment and asks what VUs ask, but sends no load.

import { openSync, writeSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

const { LINES = "", PROBE = "", SECONDS = "", BARRIER_SECONDS = "", ...secrets } = process.env;
const TICK_MS = 100;

const [resources, ...lines] = LINES.split("\n");
const borders = argument("execution-segment-sequence").split(",");
const [instances, number] = [borders.length - 1, borders.indexOf(argument("execution-segment").split(":")[0] ?? "")];
const total = Number(SECONDS) * lines.length;
const perBarrier = Number(BARRIER_SECONDS) * lines.length;

// All begin together, as with `setup()`.
await ask("token-0");
await ask("renew-0");
const file = openSync(argument("console-output"), "a");
writeSync(file, `${resources}\n`);
const startedMs = Date.now();
for (let written = 0, second = 0; written < total; await pause(TICK_MS)) {
  const ms = Date.now() - startedMs;
  let text = "";
  if (ms >= 1000 * second) {
    second++;
    text = `${PROBE.replace("0", String(Date.now()))}\n`;
    await ask(`gate-${Math.floor(Date.now() / 1000)}`);
  }
  const barrier = perBarrier * (1 + Math.floor(written / perBarrier));
  const end = Math.min(total, barrier, Math.floor((ms * lines.length) / 1000));
  for (; written < end; written++)
    text += `${lines[written % lines.length]?.replace(/ \d+/, ` ${number + instances * written}`)}\n`;
  writeSync(file, text);
  if (written === barrier) await ask(`level-${barrier / perBarrier}`);
}

/** @param {string} key */
async function ask(key) {
  const url = secrets.K6_SECRET_SOURCE_URL_URL_TEMPLATE?.replace("{key}", key) ?? "";
  const headers = { "x-broker-key": secrets["K6_SECRET_SOURCE_URL_HEADER_x-broker-key"] ?? "" };
  const answer = await fetch(url, { headers });
  if (!answer.ok) throw new Error(`${key}: ${answer.status} ${await answer.text()}`);
  await answer.text();
}

/** @param {string} name */
function argument(name) {
  return process.argv.find((each) => each.startsWith(`--${name}=`))?.slice(name.length + 3) ?? "";
}
