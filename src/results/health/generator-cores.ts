/** How many cores the generator may use, and which limit sets the number: the lowest of all limits. Pure. */

/** What limits the cores, as `summary.json` names it. */
export const CORE_BOUNDS = ["machine", "container", "GOMAXPROCS", "generator-cpus", "share"] as const;
export type CoreBound = (typeof CORE_BOUNDS)[number];

const BOUND_TEXTS: Readonly<Record<CoreBound, string>> = {
  machine: "all of this machine",
  container: "quota of the container",
  GOMAXPROCS: "GOMAXPROCS",
  "generator-cpus": "--generator-cpus",
  share: "share of one k6 instance",
};

export interface GeneratorCores {
  readonly cores: number;
  readonly coresFrom: CoreBound;
}

export interface CoreFacts {
  /** Cores that the process may be put on. */
  readonly machine: number;
  /** Quota of the control group; undefined where there is none. */
  readonly container: number | undefined;
  /** As in the environment; k6 is a Go program and runs on no more cores than this at once. */
  readonly goMaxProcs: string | undefined;
  /** What the user leaves to the generator; 0: not set. */
  readonly wanted: number;
}

/** The more general bound of two that are alike. */
export function generatorCores({ machine, container, goMaxProcs, wanted }: CoreFacts): GeneratorCores {
  const bounds: readonly (readonly [CoreBound, number | undefined])[] = [
    ["machine", machine],
    ["container", container],
    ["GOMAXPROCS", parseGoMaxProcs(goMaxProcs)],
    ["generator-cpus", wanted > 0 ? wanted : undefined],
  ];
  let least: GeneratorCores = { cores: machine, coresFrom: "machine" };
  for (const [coresFrom, cores] of bounds) if (cores !== undefined && cores < least.cores) least = { cores, coresFrom };
  return least;
}

/** Go takes a whole number above 0 and passes over anything else (package runtime). */
function parseGoMaxProcs(text: string | undefined): number | undefined {
  return text !== undefined && /^\+?\d+$/.test(text) && Number(text) > 0 ? Number(text) : undefined;
}

/**
 * A setting of k6 for a limit that it cannot detect: Go counts whole cores, so a part of one is rounded
 * up. Machine and quota the Go runtime finds by itself, and GOMAXPROCS reaches k6 as it is.
 */
export function engineBound({ cores, coresFrom }: GeneratorCores): Readonly<Record<string, string>> {
  return coresFrom === "generator-cpus" ? { GOMAXPROCS: String(Math.ceil(cores)) } : {};
}

/** `2 cores (all of this machine)`, `1 core (GOMAXPROCS)`; without the bracket where older results do not know it. */
export function describeCores({ cores, coresFrom }: Pick<GeneratorCores, "cores"> & Partial<GeneratorCores>): string {
  const count = `${Number(cores.toFixed(2))} ${cores === 1 ? "core" : "cores"}`;
  return coresFrom === undefined ? count : `${count} (${BOUND_TEXTS[coresFrom]})`;
}
