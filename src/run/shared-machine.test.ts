import { expect, it } from "vitest";
import { notesOnMachine } from "./shared-machine.ts";

it.each([
  ["sandbox", "http://127.0.0.1:4711", /^the sandbox ran on the same cores as k6/],
  ["target", "http://localhost:8080", /^the target's address is on this machine/],
  ["target", "https://dms.example.org", undefined],
] as const)("notes a shared machine: %s %s", (kind, baseUrl, text) => {
  const notes = notesOnMachine({ kind, baseUrl });
  expect(notes).toEqual(text === undefined ? [] : [expect.stringMatching(text)]);
});
