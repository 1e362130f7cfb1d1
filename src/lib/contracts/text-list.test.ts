import { expect, it } from "vitest";
import { textIn, textList } from "./text-list.ts";

it("gives each text back", () => {
  const texts = ["", "a", "Chloé", "", "x".repeat(50_000), "\ttab", "last"];
  const list = textList(texts);
  expect(texts.map((_, n) => textIn(list, n))).toEqual(texts);
  expect(textList([])).toEqual({ text: "", begins: "" });
});
