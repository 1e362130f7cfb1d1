/** Lines of text from pieces of it, in constant memory. */

/** Longer than any line that k6 writes for us, or that a server logs: what has no newline for so long is garbage. */
const LONGEST_LINE = 256 * 1024;

export interface LineSink {
  /** One line without its newline, one character per byte: `utf8` makes text of it where that matters. */
  line(text: string): void;
  /** A part of the file that is no whole line: cut off, overlong, or an archive that ends early. */
  damage(): void;
}

/** @returns what follows the last newline; empty where it is nothing, or overlong */
export async function splitLines(chunks: AsyncIterable<unknown>, sink: LineSink): Promise<string> {
  let rest = "";
  let overlong = false;
  for await (const chunk of chunks) {
    // Latin 1 keeps bytes and characters in step, and costs a tenth of decoding UTF-8.
    const text = rest + (chunk as Buffer).toString("latin1");
    let start = 0;
    for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", start)) {
      if (overlong) overlong = false;
      else if (end > start) sink.line(text.slice(start, end));
      start = end + 1;
    }
    rest = text.slice(start);
    if (rest.length > LONGEST_LINE) {
      if (!overlong) sink.damage();
      overlong = true;
      rest = "";
    }
  }
  return overlong ? "" : rest;
}
