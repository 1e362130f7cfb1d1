import { describe, expect, it } from "vitest";
import { metadataUrlCandidates, originOf, shorterBases } from "../lib/edfi/api-urls.ts";
import { parseDiscovery } from "./discovery.ts";

const DMS = "http://localhost:8080";

function document(root: string, changes: Record<string, unknown> = {}): string {
  return JSON.stringify({
    version: "8.0.0",
    applicationName: "Ed-Fi API",
    informationalVersion: "Release",
    dataModels: [{ name: "Ed-Fi", version: "5.2.0", informationalVersion: "x" }, "odd"],
    urls: {
      dependencies: `${root}/metadata/dependencies`,
      openApiMetadata: `${root}/metadata/specifications`,
      oauth: `${root}/oauth/token`,
      tokenInfo: `${root}/oauth/token_info`,
      dataManagementApi: `${root}/data`,
      changeQueries: `${root}/changeQueries/v1/`,
      ...changes,
    },
  });
}

/** Reason and fix, or a failed test. */
function refusal(text: string): string {
  const result = parseDiscovery(text, DMS);
  if (result.kind !== "refused") throw new Error("expected a refusal");
  return `${result.reason} | ${result.fix}`;
}

describe("parseDiscovery", () => {
  it("reads DMS, without slashes at the ends", () => {
    expect(parseDiscovery(document(DMS), DMS)).toEqual({
      kind: "discovery",
      discovery: {
        version: "8.0.0",
        applicationName: "Ed-Fi API",
        informationalVersion: "Release",
        dataModels: [{ name: "Ed-Fi", version: "5.2.0", informationalVersion: "x" }],
        urls: {
          dependencies: `${DMS}/metadata/dependencies`,
          openApiMetadata: `${DMS}/metadata/specifications`,
          oauth: `${DMS}/oauth/token`,
          tokenInfo: `${DMS}/oauth/token_info`,
          dataManagementApi: `${DMS}/data`,
          changeQueries: `${DMS}/changeQueries/v1`,
        },
      },
    });
  });

  it("reads ODS/API 7", () => {
    const root = "https://api.ed-fi.org/v7.3/api";
    const text = JSON.stringify({
      version: "7.3",
      suite: "3",
      build: "1",
      urls: {
        dependencies: `${root}/metadata/data/v3/dependencies`,
        openApiMetadata: `${root}/metadata/`,
        oauth: `${root}/oauth/token`,
        oauthTokenIntrospection: `${root}/oauth/token_info`,
        dataManagementApi: `${root}/data/v3/`,
      },
    });
    const result = parseDiscovery(`\uFEFF${text}`, root);
    expect(result.kind === "discovery" && result.discovery).toMatchObject({
      dataModels: [],
      urls: {
        dataManagementApi: `${root}/data/v3`,
        openApiMetadata: `${root}/metadata`,
        tokenInfo: `${root}/oauth/token_info`,
      },
    });
  });

  it("says which qualifiers are missing", () => {
    const text = refusal(document(`${DMS}/{tenant}/{schoolYear}`));
    expect(text).toContain("API_BASE_URL must contain the qualifiers {tenant}/{schoolYear}");
    expect(text).toContain(`${DMS}/<tenant>/<schoolYear>`);
    expect(refusal(document(`${DMS}/%7Btenant%7D`))).toContain("{tenant}");
  });

  it("says in one line what a page of something else is", () => {
    expect(refusal("<!DOCTYPE html><html><head><title>Log\nin</title>")).toContain('a web page titled "Log in"');
    expect(refusal('{"message":"hello"}')).toContain('JSON without "urls" (it has message)');
    expect(refusal(document(DMS, { oauth: "", dependencies: 7 }))).toContain(
      '"urls" lack absolute URLs for oauth, dependencies',
    );
    expect(refusal(document(DMS, { dataManagementApi: "javascript:alert(1)" }))).toContain(
      "lack absolute URLs for dataManagementApi",
    );
    expect(refusal("[]")).toContain("JSON that is not an object");
    expect(refusal("")).toContain("an empty body");
    expect(refusal("\u0000\u001b[2J".repeat(1000))).toContain("text that is not JSON");
  });
});

describe("addresses", () => {
  it("of metadata are also looked for without qualifiers, down to the host", () => {
    expect(metadataUrlCandidates(`${DMS}/api/255901/2026/metadata/dependencies`)).toEqual([
      `${DMS}/api/255901/2026/metadata/dependencies`,
      `${DMS}/api/255901/metadata/dependencies`,
      `${DMS}/api/metadata/dependencies`,
      `${DMS}/metadata/dependencies`,
    ]);
    expect(metadataUrlCandidates("https://h/other")).toEqual(["https://h/other"]);
  });

  it("have bases and origins", () => {
    expect(shorterBases("http://h")).toEqual(["http://h"]);
    expect(shorterBases("http://h/a/b")).toEqual(["http://h/a/b", "http://h/a", "http://h"]);
    expect(shorterBases(`http://h${"/a".repeat(50)}`)).toHaveLength(6);
    expect(originOf("HTTPS://Host:1/x?y")).toBe("https://host:1");
    expect(originOf("x")).toBe("");
  });
});
