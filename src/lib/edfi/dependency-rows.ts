/** The rows of `/metadata/dependencies`: the order in which an API requires its resources. Pure. */
import { asRecord, asText, asTexts, parseJson } from "./json.ts";
import { endpointOfPath } from "./resource-path.ts";

export interface DependencyRow {
  /** `/ed-fi/students` */
  readonly resource: string;
  readonly order: number;
  /** `Create`, `Update`; persons have one row for each. */
  readonly operations: readonly string[];
}

/** Rows in the order of the answer; undefined when the text is not such a list. */
export function parseDependencyRows(text: string): readonly DependencyRow[] | undefined {
  const parsed = parseJson(text);
  if (!Array.isArray(parsed)) return undefined;
  const rows = parsed.map((item) => {
    const record = asRecord(item);
    const resource = asText(record?.resource);
    const order = record?.order;
    return resource === undefined || typeof order !== "number"
      ? undefined
      : { resource, order, operations: asTexts(record?.operations) };
  });
  return rows.every((row) => row !== undefined) ? rows : undefined;
}

/** `students` for `/ed-fi/students`, `tpdm/candidates` for `/tpdm/candidates`. */
export function endpointOf({ resource }: DependencyRow): string {
  return endpointOfPath(resource);
}

export function endpointsIn(rows: readonly DependencyRow[]): ReadonlySet<string> {
  return new Set(rows.map(endpointOf));
}
