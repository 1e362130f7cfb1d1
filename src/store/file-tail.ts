/** Gives out the whole lines of a file while another process writes it. Reads only what is new. */

import { closeSync, existsSync, openSync, readSync } from "node:fs";

const CHUNK_BYTES = 256 * 1024;
/** Longer than any line that k6 writes for us. */
const LONGEST_LINE = 16 * 1024 * 1024;

export interface FileTailOptions {
  readonly intervalMs?: number;
}

export class FileTail {
  readonly #path: string;
  readonly #onLine: (line: string) => void;
  readonly #buffer = Buffer.alloc(CHUNK_BYTES);
  readonly #timer: NodeJS.Timeout;
  #rest: Buffer[] = [];
  #restBytes = 0;
  #offset = 0;

  constructor(path: string, onLine: (line: string) => void, options: FileTailOptions = {}) {
    this.#path = path;
    this.#onLine = onLine;
    this.#timer = setInterval(() => this.#read(), options.intervalMs ?? 200);
    this.#timer.unref();
  }

  /** Reads what is left; a last line without its newline is dropped. */
  stop(): void {
    clearInterval(this.#timer);
    this.#read();
  }

  #read(): void {
    if (!existsSync(this.#path)) return;
    const file = openSync(this.#path, "r");
    try {
      for (;;) {
        const bytes = readSync(file, this.#buffer, 0, CHUNK_BYTES, this.#offset);
        if (bytes === 0) return;
        this.#offset += bytes;
        this.#take(this.#buffer.subarray(0, bytes));
      }
    } finally {
      closeSync(file);
    }
  }

  #take(chunk: Buffer): void {
    let start = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
      this.#give(chunk.subarray(start, end));
      start = end + 1;
    }
    if (start === chunk.length) return;
    this.#restBytes += chunk.length - start;
    if (this.#restBytes > LONGEST_LINE) this.#rest = [];
    this.#rest.push(Buffer.from(chunk.subarray(start)));
  }

  #give(end: Buffer): void {
    const line = this.#rest.length === 0 ? end : Buffer.concat([...this.#rest, end]);
    this.#rest = [];
    this.#restBytes = 0;
    if (line.length > 0) this.#onLine(line.toString("utf8"));
  }
}
