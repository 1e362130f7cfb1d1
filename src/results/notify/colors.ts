/** Colours of notices; the words beside them have the same meaning. Pure. */

import type { NoticeEvent } from "./event.ts";

export const COLORS: Readonly<Record<NoticeEvent, string>> = {
  start: "#3b6ea8",
  pass: "#2e7d32",
  warn: "#b7791f",
  fail: "#c62828",
  invalid: "#6b7280",
  inconclusive: "#6b7280",
  abort: "#c62828",
  error: "#c62828",
};
