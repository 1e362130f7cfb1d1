import { describe, expect, it } from "vitest";
import { useFakeK6 } from "../../test/k6-shim/vu.ts";
import { seal, unseal } from "./seal.ts";

useFakeK6();

const TOKEN = `eyJhbGciOiJub25lIn0.${"abc-_~+/=09".repeat(20)}`;

describe("a sealed token", () => {
  it("opens with the same secret and salt", () => {
    const sealed = seal(TOKEN, "secret", "1767600000000");
    expect(sealed).toMatch(/^([0-9a-f]{2})+$/);
    expect(unseal(sealed, "secret", "1767600000000")).toBe(TOKEN);
  });

  it.each([
    ["secret", "other", "1"],
    ["salt", "secret", "2"],
  ])("stays closed with another %s", (_what, secret, salt) => {
    const opened = unseal(seal(TOKEN, "secret", "1"), secret, salt);
    expect(opened).toHaveLength(TOKEN.length);
    expect(opened).not.toContain(TOKEN.slice(0, 8));
  });

  it("shows nothing of the token, and repeats nothing in a long one", () => {
    const sealed = seal("a".repeat(320), "secret", "1");
    expect(sealed).not.toContain("61616161");
    // A block of the key stream is 32 bytes, 64 digits.
    const blocks = new Set(sealed.match(/.{64}/g));
    expect(blocks.size).toBe(10);
  });
});
