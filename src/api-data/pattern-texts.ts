/** Texts that match a regular expression: enough of the notation for the codes and identifiers of data standards. Pure. */

/** A part of a text: how many there are, and each of them by its number. */
interface Node {
  readonly size: number;
  readonly at: (n: number) => string;
}

const DIGITS = "0123456789";
const LOWER = "abcdefghijklmnopqrstuvwxyz";
const LETTERS = LOWER.toUpperCase() + LOWER;
const ANY = DIGITS + LETTERS;
const ESCAPES: Readonly<Record<string, string>> = { d: DIGITS, w: `${ANY}_`, s: " ", D: LETTERS, W: "-", S: ANY };
/** How far parts repeat that may be as long as they like: short texts first. */
const LONGEST_REPEATS = [1, 2, 4, 8, 16, 32];
/** Numbers above cannot be counted exactly. */
const MOST = Number.MAX_SAFE_INTEGER;
const ATTEMPTS = 20;

export interface Lengths {
  readonly min: number;
  readonly max: number;
}

/**
 * Different texts, at most `wanted`; empty where the pattern is not understood.
 * @param start number of the first text, among all of them
 */
export function textsFor(pattern: string, { min, max }: Lengths, wanted: number, start = 0): string[] {
  const expression = expressionOf(pattern);
  let best: string[] = [];
  for (const repeats of expression === undefined ? [] : LONGEST_REPEATS) {
    const node = new PatternReader(pattern, repeats).read();
    if (node === undefined) return [];
    const found = new Set<string>();
    const last = Math.min(node.size, wanted * ATTEMPTS);
    for (let n = 0; n < last && found.size < wanted; n++) {
      const text = node.at((start + n) % node.size);
      if (text.length >= min && text.length <= max && expression?.test(text)) found.add(text);
    }
    if (found.size > best.length) best = [...found];
    if (best.length >= wanted) break;
  }
  return best;
}

/** Undefined for what JavaScript does not read. */
export function expressionOf(pattern: string): RegExp | undefined {
  try {
    return new RegExp(pattern, "u");
  } catch {
    try {
      return new RegExp(pattern);
    } catch {
      return undefined;
    }
  }
}

class PatternReader {
  readonly #pattern: string;
  readonly #repeats: number;
  #place = 0;

  constructor(pattern: string, repeats: number) {
    this.#pattern = pattern;
    this.#repeats = repeats;
  }

  /** Undefined where something is left. */
  read(): Node | undefined {
    const node = this.#choice();
    return this.#place < this.#pattern.length ? undefined : node;
  }

  #choice(): Node {
    const options = [this.#sequence()];
    while (this.#take("|")) options.push(this.#sequence());
    const size = options.reduce((sum, option) => Math.min(MOST, sum + option.size), 0);
    const at = (n: number): string => {
      let rest = n;
      for (const option of options) {
        if (rest < option.size) return option.at(rest);
        rest -= option.size;
      }
      return "";
    };
    return { size, at };
  }

  #sequence(): Node {
    const parts: Node[] = [];
    while (this.#place < this.#pattern.length && !/[|)]/.test(this.#next())) parts.push(this.#repeated(this.#atom()));
    return joined(parts);
  }

  #atom(): Node {
    if (this.#take("^") || this.#take("$")) return joined([]);
    if (this.#take("[")) return oneOf(this.#class());
    if (this.#take(".")) return oneOf(ANY);
    if (this.#take("\\")) return oneOf(this.#escape());
    if (!this.#take("(")) return oneOf(this.#character());
    // What lies around a place is checked in the whole text.
    const isLook = /^\?<?[=!]/.test(this.#pattern.slice(this.#place));
    const opening = /^\?(:|<?[=!]|<\w+>)/.exec(this.#pattern.slice(this.#place));
    this.#place += opening?.[0].length ?? 0;
    const inner = this.#choice();
    this.#take(")");
    return isLook ? joined([]) : inner;
  }

  #repeated(part: Node): Node {
    const bounds = /^(?:[*+?]|\{(\d+)(,?)(\d*)\})\??/.exec(this.#pattern.slice(this.#place));
    if (bounds === null) return part;
    this.#place += bounds[0].length;
    const [text, least, comma, most] = bounds;
    const sign = text[0];
    const from = least === undefined ? (sign === "+" ? 1 : 0) : Number(least);
    const to =
      least === undefined
        ? sign === "?"
          ? 1
          : Number.POSITIVE_INFINITY
        : comma === ""
          ? from
          : most === ""
            ? Number.POSITIVE_INFINITY
            : Number(most);
    return joined(Array.from({ length: Math.min(to, Math.max(from, this.#repeats)) }, () => part));
  }

  /** Characters of `[A-Z_]`, after its beginning. */
  #class(): string {
    const isNot = this.#take("^");
    let characters = "";
    while (this.#place < this.#pattern.length && !this.#take("]")) {
      const first = this.#take("\\") ? this.#escape() : this.#character();
      const isRange = first.length === 1 && this.#next() === "-" && this.#pattern[this.#place + 1] !== "]";
      characters += isRange ? range(first, this.#rangeEnd()) : first;
    }
    return isNot ? [...ANY].filter((each) => !characters.includes(each)).join("") : [...new Set(characters)].join("");
  }

  #rangeEnd(): string {
    this.#place++;
    return this.#take("\\") ? this.#escape() : this.#character();
  }

  #escape(): string {
    const name = this.#character();
    return ESCAPES[name] ?? name;
  }

  #character(): string {
    return this.#pattern[this.#place++] ?? "";
  }

  #next(): string {
    return this.#pattern[this.#place] ?? "";
  }

  #take(character: string): boolean {
    const isThere = this.#next() === character;
    if (isThere) this.#place++;
    return isThere;
  }
}

function range(first: string, last: string): string {
  const [from, to] = [first.charCodeAt(0), last.charCodeAt(0)];
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => String.fromCharCode(from + at)).join("");
}

function oneOf(characters: string): Node {
  return { size: characters.length, at: (n) => characters[n] ?? "" };
}

/** The last part changes fastest. */
function joined(parts: readonly Node[]): Node {
  const size = parts.reduce((product, part) => Math.min(MOST, product * part.size), 1);
  const reversed = [...parts].reverse();
  const at = (n: number): string => {
    let rest = n;
    let text = "";
    for (const part of reversed) {
      text = part.at(rest % part.size) + text;
      rest = Math.floor(rest / part.size);
    }
    return text;
  };
  return { size, at };
}
