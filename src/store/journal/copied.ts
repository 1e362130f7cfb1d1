/** A copy of a part of a journal line: the part is a slice, which would keep a whole chunk of the file in memory. */
export function copied(text: string): string {
  return Buffer.from(text).toString();
}
