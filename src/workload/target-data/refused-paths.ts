/**
 * Which properties of a body a target does not accept, according to its response: only those that it names as unknown or not
 * allowed, not invalid values or unresolved references. Pure.
 */

import type { Body } from "../../lib/data/dataset.ts";
import { asRecord, asText, asTexts, type JsonRecord, parseJson } from "../../lib/edfi/json.ts";
import type { Path } from "../../lib/target-data/target-data.ts";

/** What a target says, with the place that it names beside the text. */
type Said = readonly [place: string, text: string];

const NOT_KNOWN = [
  /\b(additional|unevaluated|extra|unknown|unrecogni[sz]ed|unexpected|unsupported|undefined)[- ](propert|field|member|attribute|element|input|reference)/i,
  /(propert\w+|fields?|members?|attributes?|elements?|reference\w*)\b[^.;:,]{0,80}?\b(is|are) (unknown|unexpected|unsupported|unrecogni[sz]ed|not (allowed|supported|permitted|expected|defined|recogni[sz]ed|known|accepted|part of))/i,
  /overpost|not expected to be here|against the false schema|could not find member|could not be mapped to any|not defined in the schema/i,
];
/** The property itself is known. */
const OF_A_VALUE = /\bvalue\b/i;
/** Names of other properties follow. */
const HINT = /did you mean|known propert|allowed (propert|field)|expected one of|instead/i;

/** @param answer body of a 400. @returns paths that lead somewhere in `body`, as steps of adaptations have them */
export function refusedPaths(body: Body, answer: string): Path[] {
  const found = new Map<string, Path>();
  for (const [place, text] of saidIn(answer)) {
    const [own = ""] = text.split(HINT);
    if (!mayRefuse(text) || OF_A_VALUE.test(own)) continue;
    const path = pathOf(body, namesIn(place), own);
    if (path !== undefined) found.set(path.join("."), path);
  }
  return [...found.values()];
}

/** Some property may be refused. @param answer perhaps cut off */
export function mayRefuse(answer: string): boolean {
  return NOT_KNOWN.some((pattern) => pattern.test(answer));
}

function saidIn(answer: string): Said[] {
  const parsed = parseJson(answer);
  if (parsed === undefined) return [["", answer]];
  const record = asRecord(Array.isArray(parsed) ? { errors: parsed } : parsed);
  return record === undefined ? [] : saidInRecord(record);
}

/** Of DMS and ODS/API; JSON:API, ajv, pydantic and the like have a list of objects. */
function saidInRecord(record: JsonRecord): Said[] {
  const { validationErrors, modelState, errors, error, detail, message } = record;
  const said = [validationErrors, modelState, errors].flatMap((member) =>
    Object.entries(Array.isArray(member) ? {} : (asRecord(member) ?? {})).flatMap(([place, texts]) =>
      (typeof texts === "string" ? [texts] : asTexts(texts)).map((text): Said => [place, text]),
    ),
  );
  for (const list of [errors, error, detail, message]) {
    for (const one of Array.isArray(list) ? list : [list]) {
      const text = typeof one === "string" ? one : undefined;
      if (text !== undefined) said.push(["", text]);
      else if (asRecord(one) !== undefined && Array.isArray(list)) said.push(saidInObject(asRecord(one) as JsonRecord));
    }
  }
  return said;
}

function saidInObject(one: JsonRecord): Said {
  const { path, instancePath, field, property, loc, params } = one;
  const place = Array.isArray(loc) ? loc.join(".") : [path, instancePath, field, property].find((each) => asText(each));
  const text = [one.message, one.msg, one.detail, one.error].find((each) => asText(each));
  const additional = asText(asRecord(params)?.additionalProperty);
  return [String(place ?? ""), `${text ?? ""}${additional === undefined ? "" : ` '${additional}'`}`];
}

/** `$.addresses[0].city`, `/addresses/0/city`, `body.addresses.0.city`: names without numbers. */
function namesIn(place: string): Path {
  return place.split(/[^\w]+/).filter((name) => name !== "" && !/^\d+$/.test(name));
}

/** What the text names below the place, anywhere else where there is only one such, or the place itself. */
function pathOf(body: Body, place: Path, text: string): Path | undefined {
  const within = [place, place.slice(1)].find((path) => path.length > 0 && leads(body, path));
  const all = pathsOf(body);
  for (const [, name = ""] of text.matchAll(/["'`]([^"'`]+)["'`]/g)) {
    const names = namesIn(name);
    const below = [...(within ?? []), ...names];
    if (names.length > 0 && leads(body, below)) return below;
    if (within !== undefined) continue;
    const ends = all.filter((path) => path.slice(-names.length).join(".") === names.join("."));
    if (names.length > 0 && ends.length === 1) return ends[0];
  }
  return within;
}

function leads(value: unknown, path: Path): boolean {
  if (Array.isArray(value)) return value.some((each) => leads(each, path));
  const [name, ...rest] = path;
  if (name === undefined) return true;
  const record = asRecord(value);
  return record !== undefined && Object.hasOwn(record, name) && leads(record[name], rest);
}

/** All that lead somewhere, each once; what is in a list has no number. */
export function pathsOf(body: Body): Path[] {
  const paths = new Map<string, Path>();
  const walk = (value: unknown, path: Path): void => {
    if (Array.isArray(value)) for (const each of value) walk(each, path);
    else {
      for (const [name, member] of Object.entries(asRecord(value) ?? {})) {
        const below = [...path, name];
        paths.set(below.join("."), below);
        walk(member, below);
      }
    }
  };
  walk(body, []);
  return [...paths.values()];
}
