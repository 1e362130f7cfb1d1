/** Variables of k6 and Node with which a run would not be the one that its settings describe. */

type Environment = Readonly<Record<string, string | undefined>>;

const REPLACES_SCENARIOS = [
  "K6_VUS",
  "K6_DURATION",
  "K6_ITERATIONS",
  "K6_STAGES",
  "K6_SCENARIOS",
  "K6_EXECUTION_SEGMENT",
];

const CHANGES_REQUESTS = [
  "K6_CONFIG",
  "K6_RPS",
  "K6_BATCH",
  "K6_BATCH_PER_HOST",
  "K6_NO_CONNECTION_REUSE",
  "K6_NO_VU_CONNECTION_REUSE",
  "K6_MIN_ITERATION_DURATION",
  "K6_INSECURE_SKIP_TLS_VERIFY",
  "K6_DNS",
  "K6_BLACKLIST_IPS",
  "K6_BLOCK_HOSTNAMES",
  "K6_LOCAL_IPS",
  "K6_MAX_REDIRECTS",
  "K6_USER_AGENT",
  "K6_DISCARD_RESPONSE_BODIES",
];

/** One line for each. k6 would not get them from the runner, so that a run without a message would ignore them. */
export function strayVariables(environment: Environment): string[] {
  const isSet = (name: string): boolean => (environment[name] ?? "") !== "";
  const replacing = REPLACES_SCENARIOS.filter(isSet).map(
    (name) =>
      `${name}: would replace the scenarios of this project; unset it and use --vus or a profile (set in environment)`,
  );
  const changing = CHANGES_REQUESTS.filter(isSet).map(
    (name) => `${name}: would change the load or what is trusted, so k6 does not get it; unset it (set in environment)`,
  );
  if (environment.NODE_TLS_REJECT_UNAUTHORIZED !== "0") return [...replacing, ...changing];
  const trusting =
    "NODE_TLS_REJECT_UNAUTHORIZED: turns certificate checks off in the runner, but not in k6; unset it and use CA_FILE " +
    "(--ca-file) (set in environment)";
  return [...replacing, ...changing, trusting];
}
