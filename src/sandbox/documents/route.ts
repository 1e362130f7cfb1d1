/** Paths below `/data`: which resource, which item, which operation. */

export type Operation = "collection" | "item" | "partitions" | "deletes" | "keyChanges";

export type Route =
  | {
      readonly kind: "route";
      /** `project/endpoint` in lower case. */
      readonly endpoint: string;
      /** The same with the endpoint as the caller wrote it. */
      readonly written: string;
      readonly operation: Operation;
      readonly id: string;
    }
  | { readonly kind: "badId"; readonly id: string }
  | { readonly kind: "unknown" };

const URL_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const UUID = /^\{?([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})\}?$/i;

const PATH = /^\/([^/]+)\/([^/]+)(?:\/([^/]+))?\/?$/;

const OPERATIONS: Readonly<Record<string, Operation>> = {
  partitions: "partitions",
  deletes: "deletes",
  keychanges: "keyChanges",
};

/** @param path what follows `/data`, undecoded: `/ed-fi/students/ID`; a slash at the end does not matter */
export function parseRoute(path: string): Route {
  const [, project = "", name = "", last] = PATH.exec(decoded(path)) ?? [];
  if (project === "") return { kind: "unknown" };
  const written = `${project.toLowerCase()}/${name}`;
  const resource = { kind: "route", endpoint: written.toLowerCase(), written } as const;
  if (last === undefined) return { ...resource, operation: "collection", id: "" };
  const operation = OPERATIONS[last.toLowerCase()];
  if (operation !== undefined) return { ...resource, operation, id: "" };
  const id = last.toLowerCase();
  return URL_ID.test(id) ? { ...resource, operation: "item", id } : { kind: "badId", id: last };
}

/** Lower case with dashes; undefined for anything but a UUID. Bodies and filters may leave out its dashes, or put it in braces. */
export function normalId(text: string): string | undefined {
  const match = UUID.exec(text.trim());
  return match === null ? undefined : match.slice(1).join("-").toLowerCase();
}

/** As DMS's web server decodes a path: slashes stay encoded, and so does what is no text. */
function decoded(path: string): string {
  return path.replace(/(?:%(?!2f)[0-9a-f]{2})+/gi, (codes) => {
    try {
      return decodeURIComponent(codes);
    } catch {
      return codes;
    }
  });
}
