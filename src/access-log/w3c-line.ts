/** Lines of the W3C Extended Log Format, as IIS writes them: a `#Fields` line names the columns. Pure. */

import { isoTime } from "./log-time.ts";
import { type LoggedRequest, splitTarget, statusOf } from "./logged-request.ts";

const FIELDS = "#Fields:";

export class W3cLines {
  /** Column by name. */
  #columns: ReadonlyMap<string, number> | undefined;

  /** A directive such as `#Fields`. @returns false for a line of another kind */
  readDirective(line: string): boolean {
    if (!line.startsWith("#")) return false;
    if (line.startsWith(FIELDS)) {
      const names = line.slice(FIELDS.length).trim().split(/\s+/);
      this.#columns = new Map(names.map((name, at) => [name.toLowerCase(), at]));
    }
    return true;
  }

  read(line: string): LoggedRequest | undefined {
    if (this.#columns === undefined) return undefined;
    const cells = line.split(/\s+/);
    const cell = (name: string): string => {
      const text = cells[this.#columns?.get(name) ?? -1] ?? "-";
      return text === "-" ? "" : text;
    };
    const method = cell("cs-method");
    const target = splitTarget(cell("cs-uri-stem") || cell("cs-uri"));
    const ms = isoTime(`${cell("date")} ${cell("time")}`);
    if (!/^[A-Z]+$/.test(method) || target.path === "" || ms === undefined) return undefined;
    return {
      method,
      path: target.path,
      query: cell("cs-uri-query") || target.query,
      status: statusOf(cell("sc-status")),
      ms,
    };
  }
}
