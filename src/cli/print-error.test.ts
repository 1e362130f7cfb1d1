import { afterEach, expect, it, vi } from "vitest";
import { LoadTestError } from "../base/errors.ts";
import { printError } from "./print-error.mjs";

afterEach(() => vi.restoreAllMocks());

function printed(error: unknown, json: boolean): { code: number; stdout: string; stderr: string } {
  const seen = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    vi.spyOn(process[name], "write").mockImplementation((text) => {
      seen[name] += String(text);
      return true;
    });
  }
  return { code: printError(error, false, json), ...seen };
}

it("is text for people, and with --json a document with the code for programs", () => {
  const error = new LoadTestError("config", "A: wrong\nB: wrong", { hint: "Correct it." });
  const { stderr } = printed(error, false);
  expect(stderr).toBe("error: A: wrong\nerror: B: wrong\n  -> Correct it.\n");
  expect(printed(error, false)).toMatchObject({ code: 3, stdout: "" });
  const { stdout, ...rest } = printed(error, true);
  expect(rest).toEqual({ code: 3, stderr });
  expect(JSON.parse(stdout)).toEqual({
    error: { code: "config", message: "A: wrong\nB: wrong", hint: "Correct it.", exitCode: 3 },
  });
});

it("tells a bug from what a user can correct", () => {
  const { code, stderr, stdout } = printed(new TypeError("x is not a function"), true);
  expect([code, stderr]).toEqual([1, expect.stringMatching(/^error: internal error: x is .*\n {2}-> Run it again/)]);
  expect(JSON.parse(stdout)).toMatchObject({ error: { code: "bug", exitCode: 1 } });
});
