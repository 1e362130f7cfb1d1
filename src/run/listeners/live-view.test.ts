import { describe, expect, it } from "vitest";
import type { LiveState } from "../../results/live/live-state.ts";
import { openLiveView, type Screen, viewKind } from "./live-view.ts";

const ESCAPES = new RegExp(`${String.fromCharCode(27)}\\[[?\\d]*[A-Za-z]|\\r`, "g");

class FakeScreen implements Screen {
  isTTY = true;
  columns = 80;
  rows = 24;
  text = "";
  #resized: (() => void)[] = [];

  write(text: string): void {
    this.text += text;
  }

  on(_event: "resize", listener: () => void): void {
    this.#resized.push(listener);
  }

  off(_event: "resize", listener: () => void): void {
    this.#resized = this.#resized.filter((each) => each !== listener);
  }

  resize(columns: number, rows: number): void {
    this.columns = columns;
    this.rows = rows;
    for (const listener of this.#resized) listener();
  }
}

function stateAt(second: number, warnings: readonly string[] = []): LiveState {
  return {
    phase: "load",
    profile: "dev",
    target: "http://127.0.0.1:1",
    second,
    progress: { done: second, total: 100, unit: "items" },
    perSecond: 1,
    secondsLeft: 1,
    requests: { perSecond: 1, all: second },
    latency: { now: { p50: 1, p95: 1, p99: 1 }, all: undefined },
    outcomes: { now: { items: 0, failed: 0 }, all: {} },
    operations: [],
    recent: [],
    repeats: {},
    calls: [],
    vus: 1,
    tokens: { issued: 1, refused: 0, held: 0 },
    health: "Healthy",
    generator: undefined,
    warnings,
    dashboard: undefined,
  };
}

describe("viewKind", () => {
  const quiet = { json: false, verbose: false };
  it.each([
    [true, {}, quiet, "frame"],
    [false, {}, quiet, "lines"],
    [true, { NO_COLOR: "1" }, quiet, "lines"],
    [true, { CI: "true" }, quiet, "lines"],
    [true, { TERM: "dumb" }, quiet, "lines"],
    [true, { NO_COLOR: "" }, quiet, "frame"],
    [true, {}, { json: false, verbose: true }, "lines"],
    [true, {}, { json: true, verbose: false }, "events"],
  ] as const)("terminal %s, %j, %j: %s", (isTTY, environment, settings, kind) => {
    const screen = new FakeScreen();
    screen.isTTY = isTTY;
    expect(viewKind(screen, environment, settings)).toBe(kind);
  });
});

describe("on a terminal", () => {
  it("hides the cursor, draws over the last picture at most four times per second, and gives the cursor back", () => {
    const screen = new FakeScreen();
    const view = openLiveView("frame", screen);
    view.update(stateAt(1));
    const first = screen.text;
    expect(first).toContain("\x1b[?25l");
    view.update(stateAt(2));
    expect(screen.text).toBe(first);
    view.end(stateAt(100));
    const lines = (first.match(/\n/g) ?? []).length;
    expect(screen.text.slice(first.length)).toContain(`\x1b[${lines}A\r`);
    expect(screen.text).toContain("100 of 100");
    expect(screen.text.endsWith("\x1b[?25h")).toBe(true);
    screen.resize(50, 10);
    expect(screen.text.endsWith("\x1b[?25h")).toBe(true);
  });

  it("has colours where the terminal has them", () => {
    const drawn = (hasColours: boolean): string => {
      const screen = Object.assign(new FakeScreen(), { hasColors: () => hasColours });
      openLiveView("frame", screen).end(stateAt(100));
      return screen.text;
    };
    expect(drawn(true)).toContain("\x1b[32m#");
    expect(drawn(false).replace(ESCAPES, "")).toBe(drawn(true).replace(ESCAPES, ""));
    expect(drawn(false)).not.toContain("m#");
  });

  it("stays below the lines that others print meanwhile", () => {
    const screen = new FakeScreen();
    const view = openLiveView("frame", screen);
    view.update(stateAt(1));
    const lines = (screen.text.match(/\n/g) ?? []).length;
    screen.text = "";
    view.below(() => screen.write("step 1    held\n"));
    expect(screen.text.startsWith(`\x1b[${lines}A\r\x1b[Jstep 1    held\n\r`)).toBe(true);
    expect(screen.text).toContain("1 of 100");
    screen.text = "";
    view.end(stateAt(2));
    expect(screen.text.startsWith(`\x1b[${lines}A\r`)).toBe(true);
  });

  it("starts again on a clean screen after a resize, inside the new size", () => {
    const screen = new FakeScreen();
    const view = openLiveView("frame", screen);
    view.update(stateAt(1));
    screen.text = "";
    screen.resize(40, 8);
    expect(screen.text.startsWith("\x1b[2J\x1b[H")).toBe(true);
    const lines = screen.text
      .split("\n")
      .slice(0, -1)
      .map((line) => line.replace(ESCAPES, ""));
    expect(lines.length).toBeLessThan(8);
    for (const line of lines) expect(line.length).toBeLessThan(40);
    view.end(undefined);
  });
});

it("writes a line after two seconds, then every ten, and each warning once", () => {
  const screen = new FakeScreen();
  const view = openLiveView("lines", screen);
  for (let second = 0; second < 25; second += 0.25) view.update(stateAt(second, second < 5 ? [] : ["0:05 hot"]));
  const lines = screen.text.trimEnd().split("\n");
  expect(lines.map((line) => line.slice(0, 14))).toEqual([
    "load      0:02",
    "warning   0:05",
    "load      0:10",
    "load      0:20",
  ]);
  expect(screen.text).not.toContain("\x1b");
});

it("writes one JSON event per second", () => {
  const screen = new FakeScreen();
  const view = openLiveView("events", screen);
  for (let second = 0; second < 3; second += 0.25) view.update(stateAt(second));
  view.end(stateAt(3));
  const events = screen.text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as { event: string; second: number });
  expect(events.map(({ event, second }) => [event, second])).toEqual([
    ["progress", 0],
    ["progress", 1],
    ["progress", 2],
    ["end", 3],
  ]);
});
