/**
 * Why a text is not JSON, in the words of the .NET reader that DMS uses. It reads bytes, and its messages depend on the
 * order of its checks. Only called when something is wrong: it need not be fast.
 */

/** Deeper nesting is refused, as by DMS's reader. */
export const MAX_DEPTH = 64;

class JsonFault extends Error {}

/** The message of the .NET reader for a text that JSON.parse rejects, or that is nested too deep. */
export function jsonFault(text: string): string {
  try {
    new Reader(Buffer.from(text)).read();
  } catch (error) {
    if (error instanceof JsonFault) return error.message;
    throw error;
  }
  return "The JSON value could not be converted.";
}

type Token = "none" | "startObject" | "startArray" | "name" | "value";
type Closing = "}" | "]";

const END = -1;
const SPACES: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d]);
const DELIMITERS = ",}]/";
const ESCAPABLE = 'nrt/ubf\\"';
const LITERALS: Readonly<Record<string, string>> = { t: "true", f: "false", n: "null" };
const NO_NAME = "Expected start of a property name or value, but instead reached end of data.";
const NO_VALUE = "Expected a value, but instead reached end of data.";
const NO_DIGIT = "Expected a digit ('0'-'9'), but instead reached end of data.";
const OPEN =
  "Expected depth to be zero at the end of the JSON payload. There is an open JSON object or array that should be closed.";

class Reader {
  readonly #bytes: Buffer;
  #at = 0;
  #token: Token = "none";
  /** What closes the lists and objects that are open. */
  readonly #open: Closing[] = [];

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  read(): void {
    for (;;) {
      this.#skip();
      if (this.#byte() === END) {
        if (this.#open.length > 0) this.#fail(OPEN);
        return;
      }
      this.#next(this.#char());
    }
  }

  #next(char: string): void {
    if (this.#token === "none") this.#value(char);
    else if (this.#token === "value" || char === "/") this.#afterValue(char);
    else if (this.#token === "startObject") {
      if (char === "}") this.#close("}");
      else this.#name(char);
    } else if (char === "]" && this.#token === "startArray") this.#close("]");
    else this.#value(char);
  }

  #value(char: string): void {
    if (char === "{" || char === "[") {
      const [kind, closing]: [string, Closing] = char === "{" ? ["object", "}"] : ["array", "]"];
      if (this.#open.length >= MAX_DEPTH)
        this.#fail(`The maximum configured depth of ${MAX_DEPTH} has been exceeded. Cannot read next JSON ${kind}.`);
      this.#open.push(closing);
      this.#token = char === "{" ? "startObject" : "startArray";
      this.#at += 1;
      return;
    }
    if (char === '"') this.#string();
    else if (isDigit(char) || char === "-") this.#number();
    else if (LITERALS[char] !== undefined) this.#literal(LITERALS[char]);
    else this.#fail(`'${char}' is an invalid start of a value.`);
    this.#token = "value";
  }

  #name(char: string): void {
    if (char !== '"') this.#fail(`'${char}' is an invalid start of a property name. Expected a '"'.`);
    this.#string();
    this.#skip();
    if (this.#byte() === END) this.#fail(NO_VALUE);
    if (this.#char() !== ":") this.#fail(`'${this.#char()}' is invalid after a property name. Expected a ':'.`);
    this.#at += 1;
    this.#token = "name";
  }

  #afterValue(char: string): void {
    if (this.#open.length === 0) this.#fail(`'${char}' is invalid after a single JSON value. Expected end of data.`);
    if (char === "}" || char === "]") this.#close(char);
    else if (char === ",") this.#afterComma();
    else this.#fail(`'${char}' is invalid after a value. Expected either ',', '}', or ']'.`);
  }

  #afterComma(): void {
    if (this.#at + 1 >= this.#bytes.length) this.#fail(NO_NAME);
    this.#at += 1;
    this.#skip();
    if (this.#byte() === END) this.#fail(NO_NAME);
    const char = this.#char();
    const closing = this.#open.at(-1);
    if (char === closing) {
      const kind = closing === "}" ? "object" : "array";
      this.#fail(
        `The JSON ${kind} contains a trailing comma at the end which is not supported in this mode. Change the reader options.`,
      );
    }
    if (closing === "}") this.#name(char);
    else this.#value(char);
  }

  #close(char: Closing): void {
    if (this.#open.pop() !== char) this.#fail(`'${char}' is invalid without a matching open.`);
    this.#at += 1;
    this.#token = "value";
  }

  #string(): void {
    this.#at += 1;
    for (; this.#byte() !== 0x22; this.#at += 1) {
      if (this.#byte() === END) this.#fail("Expected end of string, but instead reached end of data.");
      if (this.#byte() < 0x20) this.#failInString(`'${this.#char()}' is invalid`);
      if (this.#char() === "\\") this.#escape();
    }
    this.#at += 1;
  }

  /** Stops at the last character of the escape. */
  #escape(): void {
    this.#at += 1;
    if (this.#byte() === END) this.#fail("Expected end of string, but instead reached end of data.");
    if (!ESCAPABLE.includes(this.#char())) this.#failInString(`'${this.#char()}' is an invalid escapable character`);
    if (this.#char() !== "u") return;
    for (let digits = 0; digits < 4; digits += 1) {
      this.#at += 1;
      if (this.#byte() === END) this.#fail("Expected end of string, but instead reached end of data.");
      if (!/^[0-9a-fA-F]$/.test(this.#char()))
        this.#failInString(`'${this.#char()}' is not a hex digit following '\\u'`);
    }
  }

  #failInString(what: string): never {
    this.#fail(`${what} within a JSON string. The string should be correctly escaped.`);
  }

  #literal(literal: string): void {
    const rest = this.#bytes.subarray(this.#at);
    let same = 1;
    while (same < literal.length && rest[same] === literal.charCodeAt(same)) same += 1;
    this.#at += same;
    if (same < literal.length)
      this.#fail(`'${rest.toString()}' is an invalid JSON literal. Expected the literal '${literal}'.`);
  }

  #number(): void {
    if (this.#char() === "-") {
      this.#at += 1;
      this.#digit("sign character ('+' or '-')");
    }
    if (this.#char() === "0") {
      this.#at += 1;
      if (isDigit(this.#char())) this.#fail(`Invalid leading zero before '${this.#char()}'.`);
    } else this.#digits();
    const hasFraction = this.#fraction();
    const hasExponent = this.#exponent();
    this.#endOfNumber(hasFraction && !hasExponent ? "'E' or 'e'" : "a delimiter");
  }

  /** False: there is none. */
  #fraction(): boolean {
    if (this.#char() !== ".") return false;
    this.#at += 1;
    this.#digit("decimal point ('.')");
    this.#digits();
    return true;
  }

  /** False: there is none. */
  #exponent(): boolean {
    if (this.#char() !== "e" && this.#char() !== "E") return false;
    this.#at += 1;
    if (this.#char() === "+" || this.#char() === "-") this.#at += 1;
    this.#digit("sign character ('+' or '-')");
    this.#digits();
    return true;
  }

  #digits(): void {
    while (isDigit(this.#char())) this.#at += 1;
  }

  #digit(after: string): void {
    if (this.#byte() === END) this.#fail(NO_DIGIT);
    if (!isDigit(this.#char()))
      this.#fail(
        `'${this.#char()}' is invalid within a number, immediately after a ${after}. Expected a digit ('0'-'9').`,
      );
  }

  #endOfNumber(expected: string): void {
    if (SPACES.has(this.#byte()) || DELIMITERS.includes(this.#char())) return;
    if (this.#byte() !== END) this.#fail(`'${this.#char()}' is an invalid end of a number. Expected ${expected}.`);
    if (this.#open.length === 0) return;
    const last = printable(this.#bytes[this.#at - 1] as number);
    this.#fail(`'${last}' is an invalid end of a number. Expected a delimiter.`);
  }

  #skip(): void {
    while (SPACES.has(this.#byte())) this.#at += 1;
  }

  #byte(): number {
    return this.#bytes[this.#at] ?? END;
  }

  /** As messages show it; `END` at the end, which no character equals. */
  #char(): string {
    const byte = this.#byte();
    return byte === END ? "END" : printable(byte);
  }

  #fail(message: string): never {
    const line = this.#bytes.subarray(0, this.#at).toString("latin1").split("\n");
    throw new JsonFault(`${message} LineNumber: ${line.length - 1} | BytePositionInLine: ${line.at(-1)?.length}.`);
  }
}

function isDigit(char: string): boolean {
  return /^\d$/.test(char);
}

function printable(byte: number): string {
  return byte >= 0x20 && byte < 0x7f
    ? String.fromCharCode(byte)
    : `0x${byte.toString(16).toUpperCase().padStart(2, "0")}`;
}
