import { describe, expect, it } from "vitest";
import { verdictOf } from "./reason.ts";
import { exceptionReasons, ScriptExceptions } from "./script-exceptions.ts";

/** As k6 2.2 prints them with `--log-format=raw`. */
const OUTPUT = `TypeError: Cannot read property 'foo' of undefined
	at boom (file:///home/u/dist/load.js:5:48(4))
	at go (file:///home/u/dist/load.js:9:25(39))

Uncaught (in promise) TypeError: async boom
	at go (file:///home/u/dist/load.js:10:38(49))

a string
	at file:///home/u/dist/load.js:11:16(57)

TypeError: Cannot read property 'foo' of undefined
	at boom (file:///home/u/dist/load.js:5:48(4))

running (00m00.3s), 0/2 VUs, 30 complete and 0 interrupted iterations
test aborted: the target no longer responds
	at file:///home/u/dist/load.js:99:1(57)
`;

function read(chunks: readonly string[]): ScriptExceptions {
  const exceptions = new ScriptExceptions();
  for (const chunk of chunks) exceptions.add(chunk);
  return exceptions;
}

describe("exceptions in the script", () => {
  it("are counted with text and place, and an ended run is none", () => {
    expect([...read([OUTPUT]).all]).toEqual([
      ["TypeError: Cannot read property 'foo' of undefined (load.js:5:48)", 2],
      ["TypeError: async boom (load.js:10:38)", 1],
      ["a string (load.js:11:16)", 1],
    ]);
  });

  it("are found however the output is cut", () => {
    const whole = [...read([OUTPUT]).all];
    for (let at = 1; at < OUTPUT.length; at += 7)
      expect([...read([OUTPUT.slice(0, at), OUTPUT.slice(at)]).all]).toEqual(whole);
  });

  it("are given out once each, for the console", () => {
    const exceptions = new ScriptExceptions();
    expect(exceptions.add(OUTPUT)).toHaveLength(3);
    expect(exceptions.add(OUTPUT)).toEqual([]);
  });

  it("fail a run, the most frequent first", () => {
    const reasons = exceptionReasons(read([OUTPUT]).all);
    expect(reasons[0]?.text).toBe(
      "2 exceptions in the script: TypeError: Cannot read property 'foo' of undefined (load.js:5:48)",
    );
    expect(verdictOf(reasons)).toBe("fail");
  });
});
