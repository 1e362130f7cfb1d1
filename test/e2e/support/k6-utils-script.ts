/** The k6 side of the test of k6-utils: what each function gives, by shape. */
import {
  parseDuration,
  randomIntBetween,
  randomItem,
  randomString,
  uuidv4,
} from "https://jslib.k6.io/k6-utils/1.6.0/index.js";

export const options = {
  scenarios: { none: { executor: "shared-iterations", vus: 1, iterations: 1, exec: "nothing" } },
};

export function nothing(): void {}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export function handleSummary(): Record<string, string> {
  const ids = [uuidv4(), uuidv4(), uuidv4(true)];
  const numbers = Array.from({ length: 500 }, () => randomIntBetween(3, 5));
  const shapes = {
    uuid: ids.every((id) => UUID.test(id)) && new Set(ids).size === ids.length,
    integers: [...new Set(numbers)].sort(),
    item: ["a", "b"].includes(randomItem(["a", "b"])),
    text: /^[xyz]{20}$/.test(randomString(20, "xyz")) && /^[a-z]{5}$/.test(randomString(5)),
    durations: ["1h30m", "1.5s", "250ms", "7", "2d"].map((text) => parseDuration(text)),
  };
  return { stdout: `shapes ${JSON.stringify(shapes)}\n` };
}
