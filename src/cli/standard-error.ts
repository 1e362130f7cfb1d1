/** Standard error while a picture is redrawn in place at its end: lines of others go above the picture. */

let around: ((write: () => void) => void) | undefined;

/** @param next takes the picture away, calls `write` and draws the picture again; undefined: there is no picture */
export function keepBelow(next: ((write: () => void) => void) | undefined): void {
  around = next;
}

/** @param text of whole lines */
export function writeError(text: string): void {
  const write = (): void => void process.stderr.write(text);
  if (around === undefined) write();
  else around(write);
}
