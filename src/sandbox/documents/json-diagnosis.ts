/**
 * Why a text is not JSON, in the words of the .NET reader that DMS uses, and where a property stands twice.
 * Only called when something is wrong: it need not be fast.
 */

export interface DuplicateProperty {
  /** `$.classPeriods[0].classPeriodReference.schoolId` */
  readonly path: string;
}

/** Line and column count from 0; the column counts bytes of UTF-8. */
class JsonFault extends Error {}

/** First property that stands twice in one object, in document order. The text must be valid JSON. */
export function duplicateProperty(text: string): DuplicateProperty | undefined {
  const scanner = new Scanner(text);
  scanner.document();
  return scanner.duplicate;
}

/** The message of the .NET reader for a text that JSON.parse rejects. */
export function jsonFault(text: string): string {
  try {
    new Scanner(text).document();
  } catch (error) {
    if (error instanceof JsonFault) return error.message;
    throw error;
  }
  return "The JSON value could not be converted.";
}

const SPACE = new Set([" ", "\t", "\n", "\r"]);
const NUMBER = /-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
const LITERALS = ["true", "false", "null"];
/** Deeper nesting is refused, as by DMS's reader. */
export const MAX_DEPTH = 64;

class Scanner {
  readonly #text: string;
  #at = 0;
  #depth = 0;
  duplicate: DuplicateProperty | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  document(): void {
    this.#value("$");
    this.#skip();
    if (this.#at < this.#text.length)
      this.#fail(`'${this.#char()}' is invalid after a single JSON value. Expected end of data.`);
  }

  #value(path: string): void {
    this.#skip();
    const char = this.#char();
    if (char === "{") this.#nested(() => this.#object(path));
    else if (char === "[") this.#nested(() => this.#array(path));
    else if (char === '"') this.#string();
    else this.#literal(char);
  }

  #literal(char: string): void {
    NUMBER.lastIndex = this.#at;
    const number = NUMBER.exec(this.#text);
    if (number !== null) {
      this.#at += number[0].length;
      return;
    }
    const literal = LITERALS.find((each) => this.#text.startsWith(each, this.#at));
    if (literal !== undefined) {
      this.#at += literal.length;
      return;
    }
    if (char === "") this.#fail("Expected a value, but instead reached end of data.");
    if (char >= "a" && char <= "z" && LITERALS.some((each) => each.startsWith(char)))
      this.#fail(
        `'${this.#word()}' is an invalid JSON literal. Expected the literal '${LITERALS.find((each) => each.startsWith(char))}'.`,
      );
    this.#fail(`'${char}' is an invalid start of a value.`);
  }

  #nested(read: () => void): void {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH)
      this.#fail(`The maximum configured depth of ${MAX_DEPTH} has been exceeded. Cannot read next JSON array.`);
    read();
    this.#depth -= 1;
  }

  #object(path: string): void {
    this.#at += 1;
    const seen = new Set<string>();
    for (let first = true; ; first = false) {
      this.#skip();
      if (this.#char() === "}") {
        if (!first)
          this.#fail(
            "The JSON object contains a trailing comma at the end which is not supported in this mode. Change the reader options.",
          );
        break;
      }
      if (this.#char() === "") this.#endOfObject();
      if (this.#char() !== '"') this.#fail(`'${this.#char()}' is an invalid start of a property name. Expected a '"'.`);
      const name = this.#string();
      if (seen.has(name)) this.duplicate ??= { path: `${path}.${name}` };
      seen.add(name);
      this.#skip();
      if (this.#char() !== ":") this.#fail(`'${this.#char()}' is invalid after a property name. Expected a ':'.`);
      this.#at += 1;
      this.#value(`${path}.${name}`);
      this.#skip();
      if (this.#char() === "}") break;
      this.#comma();
    }
    this.#at += 1;
  }

  #array(path: string): void {
    this.#at += 1;
    for (let index = 0; ; index += 1) {
      this.#skip();
      if (this.#char() === "]") {
        if (index > 0)
          this.#fail(
            "The JSON array contains a trailing comma at the end which is not supported in this mode. Change the reader options.",
          );
        break;
      }
      this.#value(`${path}[${index}]`);
      this.#skip();
      if (this.#char() === "]") break;
      this.#comma();
    }
    this.#at += 1;
  }

  #comma(): void {
    if (this.#char() === "") this.#endOfObject();
    if (this.#char() !== ",")
      this.#fail(`'${this.#char()}' is invalid after a value. Expected either ',', '}', or ']'.`);
    this.#at += 1;
  }

  #endOfObject(): never {
    this.#fail(
      "Expected depth to be zero at the end of the JSON payload. There is an open JSON object or array that should be closed.",
    );
  }

  #string(): string {
    const start = this.#at;
    this.#at += 1;
    while (this.#char() !== '"') {
      const char = this.#char();
      if (char === "") this.#fail("Expected end of string, but instead reached end of data.");
      if (char < " ")
        this.#fail(
          `'0x${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}' is invalid within a JSON string. The string should be correctly escaped.`,
        );
      if (char === "\\") this.#escape();
      else this.#at += 1;
    }
    this.#at += 1;
    return JSON.parse(this.#text.slice(start, this.#at)) as string;
  }

  #escape(): void {
    this.#at += 1;
    const char = this.#char();
    if (char === "u") {
      if (!/^[0-9a-fA-F]{4}$/.test(this.#text.slice(this.#at + 1, this.#at + 5)))
        this.#fail(
          `'${this.#char()}' is not a hex digit following '\\u' within a JSON string. The string should be correctly escaped.`,
        );
      this.#at += 5;
    } else if (char !== "" && '"\\/bfnrt'.includes(char)) this.#at += 1;
    else
      this.#fail(
        `'${char}' is an invalid escapable character within a JSON string. The string should be correctly escaped.`,
      );
  }

  #word(): string {
    return /^\w*/.exec(this.#text.slice(this.#at))?.[0] ?? "";
  }

  #skip(): void {
    while (SPACE.has(this.#char())) this.#at += 1;
  }

  #char(): string {
    return this.#text.charAt(this.#at);
  }

  #fail(message: string): never {
    const before = this.#text.slice(0, this.#at);
    const line = before.split("\n").length - 1;
    const column = Buffer.byteLength(before.slice(before.lastIndexOf("\n") + 1));
    throw new JsonFault(`${message} LineNumber: ${line} | BytePositionInLine: ${column}.`);
  }
}
