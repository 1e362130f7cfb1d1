/** Colours of the style sheet, for what is drawn on a canvas. */

/** @param role `ink`, `c1`, ... */
export function colour(role: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${role}`).trim();
}

export const FONT = "11px system-ui, sans-serif";
