import { expect, it } from "vitest";
import { figureName } from "./figure-name.ts";

it.each([
  ["machine.generatorCpu", "CPU of the load generator"],
  ["machine.container.busiestThread:dms", "busiest thread of dms"],
  ["machine.container.cpu:a:$&", "CPU of a:$&"],
  ["database.maxConnections", "connections allowed"],
  ["database.wait:LWLock:WALWrite", "sessions waiting for LWLock:WALWrite"],
  ["database.wait:CPU", "sessions using the CPU"],
  ["operation.timeShare:delete", "delete operations, share of the time"],
  ["metrics.gcPause", "gcPause"],
  ["metrics.errors:code=500", "errors:code=500"],
])("%s is called %s", (name, words) => {
  expect(figureName(name)).toBe(words);
});
