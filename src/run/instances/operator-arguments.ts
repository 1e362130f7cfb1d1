/**
 * The command line with which the k6-operator starts k6 in a pod. Segments are not read: the coordinator gives them to
 * the instances in the order in which they join. Pure.
 */

export interface OperatorArguments {
  /** Of k6's REST API; undefined: none. */
  readonly address: string | undefined;
  /** k6 is to wait until it is resumed there. */
  readonly isPaused: boolean;
  /** What else k6 is to have: the operator's tags, and `arguments` of the TestRun. */
  readonly arguments: readonly string[];
}

/** Those with `--quiet` would not notice that this process is gone: k6 must have something to write to. */
const OF_THE_OPERATOR = /^--(quiet|paused|execution-segment|execution-segment-sequence|address)(=|$)/;
const ADDRESS = "--address=";

/** @param argv `run`, options, and the script directly before the address */
export function readOperatorArguments(argv: readonly string[]): OperatorArguments {
  const at = argv.findIndex((each) => each.startsWith(ADDRESS));
  return {
    address: argv[at]?.slice(ADDRESS.length),
    isPaused: argv.includes("--paused"),
    arguments: argv.filter((each, index) => index > 0 && index !== at - 1 && !OF_THE_OPERATOR.test(each)),
  };
}
