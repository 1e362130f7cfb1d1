/**
 * Many texts as one string, with their offsets. k6 shares the strings of a module between VUs, and a slice copies
 * nothing. An element of a `SharedArray` is parsed at each access, which takes three times as long. Pure.
 */

export interface TextList {
  /** The texts, each followed by END. */
  readonly text: string;
  /** The offset of each text, as a base 36 number with DIGITS digits. */
  readonly begins: string;
}

const { parseInt: numberIn } = Number;

const DIGITS = 6;
/** Occurs in no text. */
const END = "\0";

export function textList(texts: readonly string[]): TextList {
  let at = 0;
  const begins = texts.map((text) => {
    const begin = at.toString(36).padStart(DIGITS, "0");
    at += text.length + END.length;
    return begin;
  });
  return { text: texts.map((text) => text + END).join(""), begins: begins.join("") };
}

/** @param n from 0 */
export function textIn(list: TextList, n: number): string {
  return textAt(list.text, list.begins, n);
}

/** The same with the members of the list. */
export function textAt(text: string, begins: string, n: number): string {
  const at = DIGITS * n;
  const begin = numberIn(begins.slice(at, at + DIGITS), 36);
  return text.slice(begin, text.indexOf(END, begin));
}
