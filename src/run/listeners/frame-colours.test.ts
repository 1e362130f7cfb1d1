import { expect, it } from "vitest";
import { colouredFrame } from "./frame-colours.ts";

it.each([
  ["LOAD  profile dev        0:42", "<b>LOAD</>  profile dev        0:42"],
  ["[####...]  36 %", "[<g>####</>...]  36 %"],
  [
    "failures   last 10 s  0.5 % (41)   whole run  0.4 % (50 of 12,050)",
    "<r>failures   last 10 s  0.5 % (41)   whole run  0.4 % (50 of 12,050)</>",
  ],
  ["failures   last 10 s  0 % (0)   whole run  0 % (0 of 12,050)", undefined],
  ["WARNING    0:31 hot", "<y>WARNING</>    0:31 hot"],
  [
    "  update      2,012    12.3/s    1.23 s   50 (2.50 %)    12",
    "  update      2,012    12.3/s    1.23 s   <r>50 (2.50 %)</>    12",
  ],
  ["  query       9,000     150/s   4.20 ms             0     0", undefined],
  ["target     http://x   health: Healthy", undefined],
  ["target     http://x   health: Degraded (503)", "target     http://x   health: <r>Degraded (503)</>"],
  ["", undefined],
])("%s", (line, shown = line) => {
  const marks: Record<string, string> = { 31: "<r>", 32: "<g>", 33: "<y>", 1: "<b>", 0: "</>" };
  const codes = new RegExp(`${String.fromCharCode(27)}\\[(\\d+)m`, "g");
  expect(colouredFrame([line])[0]?.replace(codes, (_, code: string) => marks[code] ?? "?")).toBe(shown);
});
