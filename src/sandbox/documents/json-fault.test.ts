import { describe, expect, test } from "vitest";
import { jsonFault } from "./json-fault.ts";

/** Columns are those of the .NET reader: bytes of UTF-8, from 0. */
function fault(text: string): [string, string] {
  const [, message = "", place = ""] =
    /^([\s\S]*) LineNumber: (\d+ \| BytePositionInLine: \d+)\.$/.exec(jsonFault(text)) ?? [];
  return [message, place.replace(" | BytePositionInLine: ", ":")];
}

const OPEN =
  "Expected depth to be zero at the end of the JSON payload. There is an open JSON object or array that should be closed.";
const AFTER_VALUE = "is invalid after a value. Expected either ',', '}', or ']'.";
const NO_VALUE = "Expected a value, but instead reached end of data.";
const NO_NAME = "Expected start of a property name or value, but instead reached end of data.";
const NO_STRING_END = "Expected end of string, but instead reached end of data.";
const NO_DIGIT = "Expected a digit ('0'-'9'), but instead reached end of data.";
const afterSign = (char: string): string =>
  `'${char}' is invalid within a number, immediately after a sign character ('+' or '-'). Expected a digit ('0'-'9').`;
const afterPoint = (char: string): string =>
  `'${char}' is invalid within a number, immediately after a decimal point ('.'). Expected a digit ('0'-'9').`;

describe("jsonFault", () => {
  test.each([
    ["{", OPEN, "0:1"],
    ['{"a":', OPEN, "0:5"],
    ['{"a":"b"', OPEN, "0:8"],
    ["[", OPEN, "0:1"],
    ['{"a":[]', OPEN, "0:7"],
    ['{"a":1', "'1' is an invalid end of a number. Expected a delimiter.", "0:6"],
    ['{"a"', NO_VALUE, "0:4"],
    ['{"a" ', NO_VALUE, "0:5"],
    ['{"a":1,', NO_NAME, "0:6"],
    ['{"a":1, ', NO_NAME, "0:8"],
    ["[1,", NO_NAME, "0:2"],
  ])("%j ends too early", (text, message, place) => {
    expect(fault(text)).toEqual([message, place]);
  });

  test.each([
    ["a", "'a' is an invalid start of a value.", "0:0"],
    ["é", "'0xC3' is an invalid start of a value.", "0:0"],
    ["// c\n{}", "'/' is an invalid start of a value.", "0:0"],
    ['{"a":.5}', "'.' is an invalid start of a value.", "0:5"],
    ["{a: 1}", "'a' is an invalid start of a property name. Expected a '\"'.", "0:1"],
    ["{,}", "',' is an invalid start of a property name. Expected a '\"'.", "0:1"],
    ['{"a":1,b', "'b' is an invalid start of a property name. Expected a '\"'.", "0:7"],
    ['{"a" 1}', "'1' is invalid after a property name. Expected a ':'.", "0:5"],
    ['{"a":1 "b":2}', `'"' ${AFTER_VALUE}`, "0:7"],
    ['{\n  "a": 1\n  "b": 2 }', `'"' ${AFTER_VALUE}`, "2:2"],
    ['{"é":"ü" ?}', `'?' ${AFTER_VALUE}`, "0:11"],
    ["{/", `'/' ${AFTER_VALUE}`, "0:1"],
    ['{"a":1}x', "'x' is invalid after a single JSON value. Expected end of data.", "0:7"],
    ["5 x", "'x' is invalid after a single JSON value. Expected end of data.", "0:2"],
    ['{"a":[1}', "'}' is invalid without a matching open.", "0:7"],
    ['{"a":1]', "']' is invalid without a matching open.", "0:6"],
    [
      '{"a":1,}',
      "The JSON object contains a trailing comma at the end which is not supported in this mode. Change the reader options.",
      "0:7",
    ],
    [
      "[1, ]",
      "The JSON array contains a trailing comma at the end which is not supported in this mode. Change the reader options.",
      "0:4",
    ],
  ])("%j has a character in the wrong place", (text, message, place) => {
    expect(fault(text)).toEqual([message, place]);
  });

  test.each([
    ['{"a":tru}', "'tru}' is an invalid JSON literal. Expected the literal 'true'.", "0:8"],
    ["nul", "'nul' is an invalid JSON literal. Expected the literal 'null'.", "0:3"],
    ["fée", "'fée' is an invalid JSON literal. Expected the literal 'false'.", "0:1"],
    ["not JSON", "'not JSON' is an invalid JSON literal. Expected the literal 'null'.", "0:1"],
  ])("%j holds no literal: what is left of the text is named", (text, message, place) => {
    expect(fault(text)).toEqual([message, place]);
  });

  test.each([
    ["[01]", "Invalid leading zero before '1'.", "0:2"],
    ["[0x1]", "'x' is an invalid end of a number. Expected a delimiter.", "0:2"],
    ["[12a]", "'a' is an invalid end of a number. Expected a delimiter.", "0:3"],
    ["[1.]", afterPoint("]"), "0:3"],
    ["[1.5x]", "'x' is an invalid end of a number. Expected 'E' or 'e'.", "0:4"],
    ["[-]", afterSign("]"), "0:2"],
    ["[-a]", afterSign("a"), "0:2"],
    ["[1e]", afterSign("]"), "0:3"],
    ["[1e+]", afterSign("]"), "0:4"],
    ["[1e5.]", "'.' is an invalid end of a number. Expected a delimiter.", "0:4"],
    ["-", NO_DIGIT, "0:1"],
    ["1.", NO_DIGIT, "0:2"],
    ["1e", NO_DIGIT, "0:2"],
    ["1e-", NO_DIGIT, "0:3"],
  ])("%j holds no number", (text, message, place) => {
    expect(fault(text)).toEqual([message, place]);
  });

  test.each([
    ['{"a":"b', NO_STRING_END, "0:7"],
    ['{"a":"\\', NO_STRING_END, "0:7"],
    ['{"a":"\\u1', NO_STRING_END, "0:9"],
    ['{"é', NO_STRING_END, "0:4"],
    [
      '{"a":"\\x"}',
      "'x' is an invalid escapable character within a JSON string. The string should be correctly escaped.",
      "0:7",
    ],
    [
      '{"a":"\\u12"}',
      "'\"' is not a hex digit following '\\u' within a JSON string. The string should be correctly escaped.",
      "0:10",
    ],
    ['{"a":"x\ny"}', "'0x0A' is invalid within a JSON string. The string should be correctly escaped.", "0:7"],
  ])("%j holds no string", (text, message, place) => {
    expect(fault(text)).toEqual([message, place]);
  });

  test.each([
    ["[", "array"],
    ['{"a":', "object"],
  ])("names what is nested too deep: %j", (opening, kind) => {
    const [message, place] = fault(opening.repeat(65));
    expect(message).toBe(`The maximum configured depth of 64 has been exceeded. Cannot read next JSON ${kind}.`);
    expect(place).toBe(`0:${64 * opening.length}`);
  });
});
