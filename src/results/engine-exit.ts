/** k6's exit codes in words (k6 2.2). Pure. */

const MEANING: Readonly<Record<number, string>> = {
  0: "finished",
  97: "the cloud run failed",
  98: "the cloud run was aborted",
  99: "a threshold was crossed",
  100: "setup took too long",
  101: "teardown took too long",
  102: "k6 timed out",
  103: "stopped through its REST address",
  104: "its options were not accepted",
  105: "stopped by a signal",
  106: "its REST address could not be opened: the port is taken",
  107: "the script failed",
  108: "the script ended the run",
  109: "k6 itself failed",
  255: "the script failed outside an iteration",
  110: "the script marked the run as failed",
};

function describeEngineExit(code: number): string {
  return MEANING[code] ?? `k6 ended with code ${code}`;
}

/** `k6 ended with code 108: the script ended the run: POST grades, cut-off`. @param why where that is known, in k6's own words */
export function endedWithCode(code: number, why = ""): string {
  return `k6 ended with code ${code}: ${describeEngineExit(code)}${why === "" ? "" : `: ${why}`}`;
}
