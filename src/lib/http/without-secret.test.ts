import { expect, it } from "vitest";
import { withoutSecret } from "./without-secret.ts";

const TOKEN = "q1w2e3+r4/t5z6-u7i8_o9p0.a1s2d3==";

it.each([
  ["as it is", `Bearer ${TOKEN}, twice: ${TOKEN}`, "Bearer ***, twice: ***"],
  ["percent-encoded", `token=${encodeURIComponent(TOKEN)}&x=y`, "token=***&x=y"],
  ["percent-encoded in lower case", encodeURIComponent(TOKEN).toLowerCase(), "***"],
  [
    "escaped in JSON by .NET",
    `{"detail":"${TOKEN.replace("+", "\\u002B").replaceAll("=", "\\u003D")}"}`,
    '{"detail":"***"}',
  ],
  ["escaped in JSON by PHP", `"${TOKEN.replace("/", "\\/")}"`, '"***"'],
  ["in JSON within JSON", JSON.stringify(`{"a":"${TOKEN.replace("/", "\\/")}"}`), '"{\\"a\\":\\"***\\"}"'],
  ["in a web page", `<b>${TOKEN.replace("+", "&#x2B;").replace("/", "&#47;")}</b>`, "<b>***</b>"],
  ["cut off", `You sent ${TOKEN.slice(0, 20)}`, "You sent ***"],
  ["cut off in an escape", TOKEN.replace("+", "%2B").slice(0, 20), "***"],
  ["in capitals", `You sent ${TOKEN.toUpperCase()}.`, "You sent ***"],
])("%s", (_, text, expected) => {
  expect(withoutSecret(text, TOKEN)).toBe(expected);
});

it("finds one that begins with signs, and nothing of the text before it", () => {
  const token = "a+/6q1w2e3r4t5z6u7";
  expect(withoutSecret(`{"detail":"Bearer ${token}"}`, token)).toBe('{"detail":"Bearer ***"}');
  expect(withoutSecret(`?token=${encodeURIComponent(token)}`, token)).toBe("?token=***");
});

it("leaves everything else as it is", () => {
  expect(withoutSecret("a text without it", TOKEN)).toBe("a text without it");
  expect(withoutSecret("an empty one", "")).toBe("an empty one");
  expect(withoutSecret("too short a one", "one")).toBe("too short a one");
});
