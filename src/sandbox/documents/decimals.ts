/** Decimals must fit the column: precision 5 and scale 2 allow -999.99 to 999.99. */
import type { ScalarProperty } from "../../api-model/types.ts";
import type { ErrorList } from "./error-list.ts";
import { modelPath } from "./json-paths.ts";

/** In lists DMS names the field of all items (`scores[*].credits`), not the one item. */
export function checkDecimal(property: ScalarProperty, value: number, path: string, errors: ErrorList): void {
  const limit = decimalLimit(property.precision ?? 0, property.scale ?? 0);
  if (Math.abs(value) <= Number(limit)) return;
  const place = modelPath(path);
  errors.add(place, `${place.slice(2)} must be between -${limit} and ${limit}.`);
}

/** Largest value as text: nines before and after the point. */
function decimalLimit(precision: number, scale: number): string {
  const whole = "9".repeat(precision - scale) || "0";
  return scale === 0 ? whole : `${whole}.${"9".repeat(scale)}`;
}
