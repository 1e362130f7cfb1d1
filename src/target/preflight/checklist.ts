/** One line per requirement of a run, and what to do if it is not met. Pure. */

import { type ExitKind, LoadTestError } from "../../base/errors.ts";
import { oneLine } from "../../base/problem-details.ts";

export type CheckStatus = "ok" | "warn" | "fail" | "skip";

export interface Check {
  readonly name: string;
  readonly status: CheckStatus;
  /** What was seen, in one line; why, when skipped. */
  readonly text: string;
  /** What to do; always there for "fail". */
  readonly fix?: string;
  /** Which exit code a failure asks for. */
  readonly kind?: ExitKind;
}

const MAX_TEXT = 400;

export function passed(name: string, text: string): Check {
  return { name, status: "ok", text: oneLine(text, MAX_TEXT) };
}

export function warned(name: string, text: string, fix: string): Check {
  return { name, status: "warn", text: oneLine(text, MAX_TEXT), fix };
}

export function failed(name: string, text: string, fix: string, kind: ExitKind = "preflight"): Check {
  return { name, status: "fail", text: oneLine(text, MAX_TEXT), fix, kind };
}

export function skipped(name: string, reason: string): Check {
  return { name, status: "skip", text: oneLine(reason, MAX_TEXT) };
}

/** The check that an expected failure stands for; faults of this program are thrown on. */
export function failedBy(name: string, error: unknown): Check {
  if (!(error instanceof LoadTestError)) throw error;
  return failed(name, error.message, error.hint ?? "See the message.", error.kind);
}

/** Lines for people: status, name, text; below a warning or failure what to do. */
export function formatChecklist(checks: readonly Check[]): readonly string[] {
  const width = Math.max(0, ...checks.map((check) => check.name.length));
  const indent = " ".repeat(6 + width + 2);
  return checks.flatMap((check) => {
    const line = `${check.status.toUpperCase().padEnd(6)}${check.name.padEnd(width)}  ${check.text}`;
    return check.fix === undefined ? [line] : [line, `${indent}-> ${check.fix}`];
  });
}

/** The first failure as the error that ends a command; undefined when nothing failed. */
export function failureOf(checks: readonly Check[]): LoadTestError | undefined {
  const failures = checks.filter((check) => check.status === "fail");
  const [first, ...others] = failures;
  if (first === undefined) return undefined;
  const more = others.length === 0 ? "" : ` (and ${others.length} more: ${others.map(({ name }) => name).join(", ")})`;
  const options = first.fix === undefined ? {} : { hint: first.fix };
  return new LoadTestError(first.kind ?? "preflight", `Not ready: ${first.name}: ${first.text}${more}`, options);
}
