/**
 * Many texts as one, with the places where they begin. k6 shares the texts of a module between VUs, and taking a part of
 * one copies nothing; an element of a `SharedArray` is parsed at each access, which takes three times as long. Pure.
 */

export interface TextList {
  /** END after each. */
  readonly text: string;
  /** A number of DIGITS in base 36 for each. */
  readonly begins: string;
}

const { parseInt: numberIn } = Number;

const DIGITS = 6;
/** Stands in no text. */
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
