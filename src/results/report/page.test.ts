import { describe, expect, test } from "vitest";
import { expectGolden } from "../../../test/golden/golden.ts";
import {
  ASSETS,
  HOSTILE_TEXTS,
  hostileSummary,
  LOAD_SUMMARY,
  MANIFEST,
  READWRITE_SUMMARY,
  SERIES,
  SMOKE_SUMMARY,
  unprintableIn,
} from "../../../test/golden/sample-run.ts";
import { reportPage } from "./page.ts";

describe("report.html", () => {
  test("of a load with fixed input", () => {
    expectGolden("load.html", reportPage({ summary: LOAD_SUMMARY, series: SERIES, manifest: MANIFEST }, ASSETS));
  });

  test("of a run without record and manifest", () => {
    expectGolden("readwrite.html", reportPage({ summary: READWRITE_SUMMARY, series: undefined, manifest: {} }, ASSETS));
  });

  test("says verdict and reasons before anything else", () => {
    const page = reportPage({ summary: LOAD_SUMMARY, series: SERIES, manifest: MANIFEST }, ASSETS);
    const body = page.slice(page.indexOf("<body>"));
    expect(body.indexOf("Fail")).toBeLessThan(body.indexOf(LOAD_SUMMARY.reasons[0] as string));
    expect(body.indexOf(LOAD_SUMMARY.reasons[0] as string)).toBeLessThan(body.indexOf("Throughput"));
  });

  test("has no part of a phase that the run did not have", () => {
    const page = reportPage({ summary: SMOKE_SUMMARY, series: undefined, manifest: {} }, ASSETS);
    for (const id of ["completeness", "mix", "causes", "manifest"]) expect(page).not.toContain(`id="${id}"`);
  });
});

describe.each(HOSTILE_TEXTS.map((text) => [text.slice(0, 30), text]))("with %j everywhere", (_, text) => {
  const series = { ...SERIES, byOperation: { [text]: SERIES.p50, other: SERIES.p95 } };
  const manifest = { [text]: text, target: { name: text }, settings: { [text]: { value: text, from: text } } };
  const page = reportPage({ summary: hostileSummary(text), series, manifest }, ASSETS);

  test("only our own elements stand in the page", () => {
    expect(page.match(/<script\b[^>]*>/g)).toEqual(['<script type="application/json" id="data">', "<script>"]);
    expect(page.match(/<\/script>/g)).toHaveLength(2);
    expect(page).not.toMatch(/<(img|iframe|object|embed|base|form)\b/);
    expect(page).not.toMatch(/<[^>]*\son\w+=/);
    expect(unprintableIn(page)).toEqual([]);
  });

  test("the data block is JSON and the page stays small", () => {
    const block = /id="data">([^<]*)<\/script>/.exec(page)?.[1] ?? "";
    expect(JSON.parse(block)).toHaveProperty("charts");
    expect(page.length).toBeLessThan(1_000_000);
  });
});
