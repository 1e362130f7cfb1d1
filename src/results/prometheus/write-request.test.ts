import { describe, expect, test } from "vitest";
import { encodeWriteRequest } from "./write-request.ts";

describe("encodeWriteRequest", () => {
  test("writes the bytes of protobuf: labels sorted by name, then the sample", () => {
    const bytes = encodeWriteRequest([{ name: "up", labels: { job: "a" }, value: 1 }], {}, 300);
    const label = (name: string, value: string): number[] => {
      const text = [0x0a, name.length, ...Buffer.from(name), 0x12, value.length, ...Buffer.from(value)];
      return [0x0a, text.length, ...text];
    };
    // A double in little-endian order, and 300 as a variable-length number.
    const sample = [0x09, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f, 0x10, 0xac, 0x02];
    const series = [...label("__name__", "up"), ...label("job", "a"), 0x12, sample.length, ...sample];
    expect([...bytes]).toEqual([0x0a, series.length, ...series]);
  });

  test("puts the labels of the run on every point, leaves out empty ones, and lets a point's own win", () => {
    const points = [{ name: "b", labels: { resource: "", run: "own" }, value: 0 }];
    const text = Buffer.from(encodeWriteRequest(points, { run: "r", zone: "z" }, 1)).toString("latin1");
    expect(text).toContain("own");
    expect(text).toContain("zone");
    expect(text).not.toContain("resource");
  });

  test.each(["ä", "中", "🙂", "a".repeat(5000)])("writes text as UTF-8, of any length", (text) => {
    const bytes = Buffer.from(encodeWriteRequest([{ name: "x", labels: { text }, value: 1 }], {}, 1));
    expect(bytes.includes(Buffer.from(text, "utf8"))).toBe(true);
  });

  test("half a surrogate pair does no harm", () => {
    const bytes = Buffer.from(encodeWriteRequest([{ name: "x", labels: { text: "\ud83d!" }, value: 1 }], {}, 1));
    expect(bytes.includes(Buffer.from("\ufffd!", "utf8"))).toBe(true);
  });

  test("times of today need more than 32 bits", () => {
    const bytes = encodeWriteRequest([{ name: "x", labels: {}, value: 1 }], {}, 1_795_412_093_008);
    const at = [...bytes].lastIndexOf(0x10);
    const number = [...bytes.slice(at + 1)].reduce((sum, byte, index) => sum + (byte & 127) * 128 ** index, 0);
    expect(number).toBe(1_795_412_093_008);
  });
});
