/** Paths below `/data`: which resource, which item, which operation. */

export type Operation = "collection" | "item" | "partitions" | "deletes" | "keyChanges";

export type Route =
  | { readonly kind: "route"; readonly endpoint: string; readonly operation: Operation; readonly id: string }
  | { readonly kind: "badId"; readonly id: string }
  | { readonly kind: "unknown" };

const UUID = /^\{?([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})\}?$/i;

const OPERATIONS: Readonly<Record<string, Operation>> = {
  partitions: "partitions",
  deletes: "deletes",
  keychanges: "keyChanges",
};

/**
 * @param path what follows `/data`, undecoded: `/ed-fi/students/ID`; a slash at the end does not matter
 * @returns endpoint as `project/endpoint` in lower case
 */
export function parseRoute(path: string): Route {
  const parts = decoded(path)?.split("/").slice(1) ?? [];
  if (parts.at(-1) === "") parts.pop();
  const [project, endpoint, last] = parts;
  if (!project || !endpoint || parts.length > 3) return { kind: "unknown" };
  const name = `${project}/${endpoint}`.toLowerCase();
  if (last === undefined) return { kind: "route", endpoint: name, operation: "collection", id: "" };
  const operation = OPERATIONS[last.toLowerCase()];
  if (operation !== undefined) return { kind: "route", endpoint: name, operation, id: "" };
  const id = normalId(last);
  return id === undefined ? { kind: "badId", id: last } : { kind: "route", endpoint: name, operation: "item", id };
}

/** Lower case with dashes; undefined for anything but a UUID. */
export function normalId(text: string): string | undefined {
  const match = UUID.exec(text.trim());
  return match === null ? undefined : match.slice(1).join("-").toLowerCase();
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
