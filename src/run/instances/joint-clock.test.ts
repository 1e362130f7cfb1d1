import { expect, it } from "vitest";
import { JointClock } from "./joint-clock.ts";

const AT = 1_700_000_000_000;

function clockOf(instances: number): JointClock {
  let now = AT;
  return new JointClock(instances, () => now++);
}

it("tells one line when all instances have told theirs", () => {
  const clock = clockOf(2);
  expect(clock.join(1, "i 1 c\np 1600000000000 5 5 1 2\ni 2 c\n")).toBe("i 1 c\ni 2 c\n");
  expect(clock.join(2, "p 1500000000000 4 6 3\n")).toBe(`p ${AT} 9 11 1 2 3\n`);
  expect(clock.join(2, "p 1500000001000 4 6\n")).toBe("");
  expect(clock.join(1, "p 1600000001000 3 5 7\n")).toBe(`p ${AT + 1} 7 11 7\n`);
});

it("does not wait for an instance that is behind by two lines", () => {
  const clock = clockOf(2);
  clock.join(1, "p 1600000000000 5 5 1\n");
  expect(clock.join(1, "p 1600000001000 5 5 2\n")).toBe(`p ${AT} 5 5 1 2\n`);
});

it("counts no VUs of an instance that has ended", () => {
  const clock = clockOf(2);
  clock.join(1, "p 1600000000000 5 5\n");
  clock.join(2, "p 1600000000000 4 4\n");
  clock.ended(2);
  expect(clock.join(1, "p 1600000001000 5 5\n")).toBe(`p ${AT + 1} 5 5\n`);
});

it("leaves text without such lines as it is", () => {
  expect(clockOf(1).join(1, "i 1 c\nrp 2\n")).toBe("i 1 c\nrp 2\n");
});
