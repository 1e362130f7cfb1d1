#!/usr/bin/env node
// The commands of the installed package: `npx edfi-load-test load --profile dev` is `npm run load -- --profile dev` in a clone.
// What it writes, and the settings that it reads, are in the folder in which it was typed.
import { readFileSync } from "node:fs";

const { scripts, version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
const [given = "help", ...args] = process.argv.slice(2);
const name = ["--help", "-h"].includes(given) ? "help" : given;
const [, script] = /^node scripts\/launch\.mjs (\S+)$/.exec(scripts[name] ?? "") ?? [];

if (["--version", "-v"].includes(given)) console.log(version);
else {
  // An unknown name goes on as it is: the launcher says what is known.
  process.argv.splice(2, Infinity, script ?? name, ...args);
  await import("../scripts/launch.mjs");
}
