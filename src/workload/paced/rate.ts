/** Rates as a user writes them. Pure. */

const SECONDS = { s: 1, m: 60, h: 3600 } as const;

/** `40/s`, `2400/m`. @returns operations a second; undefined for anything else */
export function parseRate(text: string): number | undefined {
  const [, count = "", unit = ""] = /^(\d+(?:\.\d+)?)\/([smh])$/.exec(text.trim()) ?? [];
  const perSecond = Number(count) / SECONDS[unit as keyof typeof SECONDS];
  return perSecond > 0 ? perSecond : undefined;
}
