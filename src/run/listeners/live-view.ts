/**
 * Shows the progress of a run on standard error. On a terminal: one picture, redrawn in place. Without one (a pipe, CI,
 * NO_COLOR, TERM=dumb): one line every ten seconds. With --json: one JSON event per period and line.
 */

import { keepBelow } from "../../cli/standard-error.ts";
import { forTerminal, hasColours } from "../../cli/terminal.mjs";
import { frame, plainLine } from "../../results/live/frame.ts";
import type { LiveState } from "../../results/live/live-state.ts";
import type { RunListener } from "../run.ts";
import { colouredFrame } from "./frame-colours.ts";

export type ViewKind = "frame" | "lines" | "events";

export interface LiveView {
  /** Called as often as something changes; draws no more often than it should. */
  update(state: LiveState): void;
  /** Lets others write lines, and stays below them. */
  below(write: () => void): void;
  /** The last picture, which stays. Undefined: the run was cut off. */
  end(state: LiveState | undefined): void;
}

/** Of standard error, as a stream that may be a terminal. */
export interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
  hasColors?(): boolean;
  write(text: string): unknown;
  on(event: "resize", listener: () => void): unknown;
  off(event: "resize", listener: () => void): unknown;
}

const REDRAW_MS = 250;
const LINE_SECONDS = 10;
const FIRST_LINE_SECONDS = 2;

export function viewKind(
  screen: Screen,
  environment: Readonly<Record<string, string | undefined>>,
  { json, verbose }: { readonly json: boolean; readonly verbose: boolean },
): ViewKind {
  if (json) return "events";
  const isSet = (name: string): boolean => (environment[name] ?? "") !== "";
  const isPlain = screen.isTTY !== true || isSet("CI") || isSet("NO_COLOR") || environment.TERM === "dumb";
  return isPlain || verbose ? "lines" : "frame";
}

/** Opens the view when k6 starts, so that what is printed before stays above it. */
export class LiveViewListener implements RunListener {
  readonly #kind: ViewKind;
  #view: LiveView | undefined;

  constructor(kind: ViewKind) {
    this.#kind = kind;
  }

  started(): void {
    if (this.#view !== undefined) return;
    const view = openLiveView(this.#kind, process.stderr);
    this.#view = view;
    keepBelow((write) => view.below(write));
  }

  tick(state: LiveState): void {
    this.#view?.update(state);
  }

  engineEnded(last: LiveState | undefined): void {
    keepBelow(undefined);
    this.#view?.end(last);
    this.#view = undefined;
  }
}

export function openLiveView(kind: ViewKind, screen: Screen): LiveView {
  if (kind === "frame") return new TerminalView(screen);
  return kind === "events" ? eventView(screen) : lineView(screen);
}

function lineView(screen: Screen): LiveView {
  let next = FIRST_LINE_SECONDS;
  let warned = 0;
  const write = (line: string): void => void screen.write(`${forTerminal(line, screen)}\n`);
  return {
    update: (state) => {
      for (const text of state.warnings.slice(warned)) write(`warning   ${text}`);
      warned = state.warnings.length;
      if (state.second < next) return;
      next = state.second + LINE_SECONDS - (state.second % LINE_SECONDS);
      write(plainLine(state));
    },
    below: (writeLines) => writeLines(),
    end: (state) => void (state !== undefined && state.requests.all > 0 && write(plainLine(state))),
  };
}

function eventView(screen: Screen): LiveView {
  let last = -1;
  const write = (event: string, state: LiveState): void => {
    screen.write(`${JSON.stringify({ event, time: new Date().toISOString(), ...state })}\n`);
  };
  return {
    update: (state) => {
      if (Math.floor(state.second) <= last) return;
      last = Math.floor(state.second);
      write("progress", state);
    },
    below: (writeLines) => writeLines(),
    end: (state) => void (state !== undefined && write("end", state)),
  };
}

const HIDE_CURSOR = "\x1b[?25l";
const SHOW_CURSOR = "\x1b[?25h";
const CLEAR_LINE = "\x1b[K";
const CLEAR_BELOW = "\x1b[J";

class TerminalView implements LiveView {
  readonly #screen: Screen;
  readonly #restore = (): void => void this.#screen.write(SHOW_CURSOR);
  readonly #resized = (): void => {
    // A terminal re-wraps what is on it in its own way: start again below it.
    this.#drawn = 0;
    this.#screen.write("\x1b[2J\x1b[H");
    if (this.#state !== undefined) this.#draw(this.#state);
  };
  #drawn = 0;
  #drawnMs = 0;
  #state: LiveState | undefined;

  constructor(screen: Screen) {
    this.#screen = screen;
    screen.write(HIDE_CURSOR);
    screen.on("resize", this.#resized);
    process.once("exit", this.#restore);
  }

  update(state: LiveState): void {
    this.#state = state;
    if (performance.now() - this.#drawnMs >= REDRAW_MS) this.#draw(state);
  }

  below(write: () => void): void {
    if (this.#drawn > 0) this.#screen.write(`\x1b[${this.#drawn}A\r${CLEAR_BELOW}`);
    this.#drawn = 0;
    write();
    if (this.#state !== undefined) this.#draw(this.#state);
  }

  end(state: LiveState | undefined): void {
    if (state !== undefined) this.#draw(state);
    this.#screen.off("resize", this.#resized);
    process.off("exit", this.#restore);
    this.#screen.write(SHOW_CURSOR);
  }

  /** One write for the whole picture: the terminal never shows half of it. */
  #draw(state: LiveState): void {
    this.#drawnMs = performance.now();
    // The last column stays free: writing there makes some terminals wrap. The last row holds the cursor.
    const plain = frame(state, (this.#screen.columns ?? 80) - 1, (this.#screen.rows ?? 24) - 1);
    const lines = hasColours(this.#screen) ? colouredFrame(plain) : plain;
    const up = this.#drawn > 0 ? `\x1b[${this.#drawn}A` : "";
    this.#screen.write(`${up}\r${lines.map((line) => `${line}${CLEAR_LINE}\n`).join("")}${CLEAR_BELOW}`);
    this.#drawn = lines.length;
  }
}
