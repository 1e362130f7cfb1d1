import { expect, it } from "vitest";
import { endReasons } from "./engine-end.ts";

const textsOf = (exitCode: number, why = "") => endReasons({ exitCode, why }).map(({ text }) => text);

it.each([
  [0, []],
  [99, []],
  [137, ["k6 was killed by SIGKILL, by the system where memory is short: the figures are of the time before"]],
  [143, ["k6 was killed by SIGTERM: the figures are of the time before"]],
  [108, ["k6 ended with code 108: the script ended the run: no token"]],
])("exit code %d: %j", (exitCode, texts) => {
  expect(textsOf(exitCode, exitCode === 108 ? "no token" : "")).toEqual(texts);
});
