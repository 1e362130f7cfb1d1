import { describe, expect, it } from "vitest";
import { readDiscovery } from "./discover-target.ts";

function hintAt(baseUrl: string): string | undefined {
  try {
    readDiscovery(baseUrl, { status: 401, text: "", headers: new Headers(), atMs: 0 });
  } catch (error) {
    return (error as { hint?: string }).hint;
  }
  return undefined;
}

describe("an address that is no root of an API", () => {
  it.each(["/data/v3", "/data", "/oauth/token", "/metadata", "/health"])("names the root before %s", (path) => {
    expect(hintAt(`http://127.0.0.1:8080/north${path}`)).toMatch(
      /\(expected status 200\): http:\/\/127\.0\.0\.1:8080\/north$/,
    );
  });

  it("is checked for qualifiers where it has another path", () => {
    expect(hintAt("http://127.0.0.1:8080/north")).toContain("takes no --tenant");
    expect(hintAt("http://127.0.0.1:8080")).toMatch(/\(expected status 200\)\.$/);
  });
});
