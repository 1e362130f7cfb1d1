/** Collects validation texts by path, in the order they are found. */
import type { ValidationErrors } from "../problem.ts";

export class ErrorList {
  #byPath: Record<string, string[]> | undefined;

  add(path: string, text: string): void {
    this.#byPath ??= {};
    const texts = this.#byPath[path];
    if (texts === undefined) this.#byPath[path] = [text];
    else if (!texts.includes(text)) texts.push(text);
  }

  /** Undefined when there is none. */
  get found(): ValidationErrors | undefined {
    return this.#byPath;
  }
}
