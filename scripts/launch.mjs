// The one door to every npm command: `node scripts/launch.mjs COMMAND [ARGUMENTS]`.
// It needs nothing but Node, and is readable by old versions of it, so that they get a clear answer.
import { readFileSync } from "node:fs";

const floor = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")).engines.node.replace(
  ">=",
  "",
);
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
const [floorMajor = 0, floorMinor = 0] = floor.split(".").map(Number);

if (major < floorMajor || (major === floorMajor && minor < floorMinor)) {
  console.error(
    `This is Node ${process.versions.node}; the load test needs Node ${floor} or later. Install it and call the command again.`,
  );
  process.exitCode = 4;
} else {
  import("./launch/main.mjs").then((main) => main.launch(process.argv.slice(2)));
}
