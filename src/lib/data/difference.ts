/** Compares a body that was written with the one that was read back. Pure. */

/** Properties that the server adds (DMS and ODS/API). */
const SERVER_PROPERTIES: readonly string[] = ["id", "_etag", "_lastModifiedDate", "link"];

const MOST_DIFFERENCES = 5;

/**
 * Paths (`$.a[0].b`) at which `received` lacks or changes something of `sent`, at most five, each with both values.
 * Order of array items and letter case of descriptor values do not count: servers may change both.
 */
export function differences(sent: unknown, received: unknown): string[] {
  const found: string[] = [];
  compare(sent, received, "$", "", found);
  return found.slice(0, MOST_DIFFERENCES);
}

function compare(sent: unknown, received: unknown, path: string, name: string, found: string[]): void {
  if (sent === undefined || sent === null) return;
  if (Array.isArray(sent)) {
    compareItems(sent, received, path, name, found);
    return;
  }
  if (typeof sent === "object") {
    if (typeof received !== "object" || received === null) {
      found.push(`${path}: sent an object, received ${JSON.stringify(received)}`);
      return;
    }
    for (const key in sent) {
      if (SERVER_PROPERTIES.includes(key)) continue;
      const value = (sent as Record<string, unknown>)[key];
      compare(value, (received as Record<string, unknown>)[key], `${path}.${key}`, key, found);
    }
    return;
  }
  if (!sameScalar(sent, received, name)) {
    found.push(`${path}: sent ${JSON.stringify(sent)}, received ${JSON.stringify(received)}`);
  }
}

function compareItems(sent: readonly unknown[], received: unknown, path: string, name: string, found: string[]): void {
  if (sent.length === 0 && received === undefined) return;
  if (!Array.isArray(received) || received.length !== sent.length) {
    found.push(`${path}: sent ${sent.length} items, received ${Array.isArray(received) ? received.length : "none"}`);
    return;
  }
  const left = [...received];
  sent.forEach((item, index) => {
    const match = left.findIndex((candidate) => {
      const inside: string[] = [];
      compare(item, candidate, "", name, inside);
      return inside.length === 0;
    });
    if (match === -1) found.push(`${path}[${index}]: sent ${JSON.stringify(item)}, received nothing like it`);
    else left.splice(match, 1);
  });
}

function sameScalar(sent: unknown, received: unknown, name: string): boolean {
  if (sent === received) return true;
  const isDescriptor = name.endsWith("Descriptor") && typeof sent === "string" && typeof received === "string";
  return isDescriptor && (sent as string).toLowerCase() === (received as string).toLowerCase();
}
