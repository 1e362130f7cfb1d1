// Starts every npm command: `node scripts/launch.mjs COMMAND [ARGUMENTS]`.
// It requires nothing but Node, and old versions of Node can read it, so that they get a clear answer.
import { readFileSync } from "node:fs";

const floor = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")).engines.node.replace(
  ">=",
  "",
);
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
const [floorMajor = 0, floorMinor = 0] = floor.split(".").map(Number);

if (major < floorMajor || (major === floorMajor && minor < floorMinor)) {
  console.error(`error: this is Node ${process.versions.node}; the load test requires Node ${floor} or later`);
  console.error("  -> Install it and run the command again.");
  process.exitCode = 4;
} else {
  import("./launch/main.mjs").then((main) => main.launch(process.argv.slice(2)));
}
