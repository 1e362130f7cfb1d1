/**
 * The message of Prometheus remote write 1.0 (`prometheus.WriteRequest`, before compression), written by hand: four
 * small messages, against a protobuf library of a megabyte. Pure.
 */

import type { Labels, Point } from "./series.ts";

/** Wire types of protobuf: a length and bytes; eight bytes; a variable-length number. */
const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;

/** @param atMs time of all points, in milliseconds since 1970 */
export function encodeWriteRequest(points: readonly Point[], common: Labels, atMs: number): Uint8Array {
  const request = new Writer();
  for (const point of points) request.bytes(1, timeSeries(point, common, atMs));
  return request.done();
}

function timeSeries({ name, labels, value }: Point, common: Labels, atMs: number): Uint8Array {
  const series = new Writer();
  // The receiver requires labels sorted by name; an empty value is no label.
  const all = Object.entries({ ...common, ...labels, __name__: name }).filter(([, text]) => text !== "");
  for (const [label, text] of all.sort(([a], [b]) => (a < b ? -1 : 1))) {
    series.bytes(1, new Writer().text(1, label).text(2, text).done());
  }
  return series.bytes(2, new Writer().double(1, value).varint(2, atMs).done()).done();
}

class Writer {
  #buffer = new Uint8Array(256);
  #length = 0;

  done(): Uint8Array {
    return this.#buffer.slice(0, this.#length);
  }

  bytes(field: number, value: Uint8Array): this {
    this.#number(field * 8 + BYTES).#number(value.length);
    this.#room(value.length);
    this.#buffer.set(value, this.#length);
    this.#length += value.length;
    return this;
  }

  text(field: number, value: string): this {
    return this.bytes(field, utf8(value));
  }

  double(field: number, value: number): this {
    this.#number(field * 8 + FIXED64);
    this.#room(8);
    new DataView(this.#buffer.buffer).setFloat64(this.#length, value, true);
    this.#length += 8;
    return this;
  }

  varint(field: number, value: number): this {
    return this.#number(field * 8 + VARINT).#number(value);
  }

  /** Seven bits a byte, the lowest first; by division, because times in milliseconds have more than 32 bits. */
  #number(value: number): this {
    this.#room(10);
    let rest = value;
    while (rest >= 128) {
      this.#buffer[this.#length++] = (rest % 128) + 128;
      rest = Math.floor(rest / 128);
    }
    this.#buffer[this.#length++] = rest;
    return this;
  }

  #room(bytes: number): void {
    if (this.#length + bytes <= this.#buffer.length) return;
    const larger = new Uint8Array(2 * (this.#buffer.length + bytes));
    larger.set(this.#buffer.subarray(0, this.#length));
    this.#buffer = larger;
  }
}

/** The pure world has no TextEncoder; half a surrogate pair becomes the replacement character, as there. */
function utf8(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of text) {
    let code = character.codePointAt(0) as number;
    if (code >= 0xd800 && code <= 0xdfff) code = 0xfffd;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
  }
  return new Uint8Array(bytes);
}
