/**
 * Many texts as one, with the places where they end. k6 shares the texts of a module between VUs, and taking a part of one
 * copies nothing; an element of a `SharedArray` is parsed at each access, which takes three times as long. Pure.
 */

export interface TextList {
  readonly text: string;
  /** A number of DIGITS in base 36 for each text: where it begins; then one more for the end of the last. */
  readonly ends: string;
}

const DIGITS = 6;

export function textList(texts: readonly string[]): TextList {
  let at = 0;
  const ends = texts.map((text) => {
    at += text.length;
    return digitsOf(at);
  });
  return { text: texts.join(""), ends: digitsOf(0) + ends.join("") };
}

function digitsOf(place: number): string {
  return place.toString(36).padStart(DIGITS, "0");
}

/** @param n from 0 */
export function textIn({ text, ends }: TextList, n: number): string {
  const at = DIGITS * n;
  const begin = Number.parseInt(ends.slice(at, at + DIGITS), 36);
  return text.slice(begin, Number.parseInt(ends.slice(at + DIGITS, at + 2 * DIGITS), 36));
}
