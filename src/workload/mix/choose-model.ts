/**
 * Which load model a readwrite run has. A rate means the open model, stages a ramping one. Settings of one layer that
 * contradict each other are a mistake; of two layers the stronger wins, and the loser is named. Pure.
 */

import { plural } from "../../base/figures.ts";
import { parseStages } from "../../base/stages.ts";
import { layerOf, UNSET } from "../../settings/strength.ts";
import type { ModelSettings } from "./load-model.ts";

const OPEN = "open";

export interface ModelChoice {
  readonly model: ModelSettings["model"];
  readonly isOpen: boolean;
  /** Settings that have no effect, one line each. */
  readonly notes: readonly string[];
  /** One line each. */
  readonly problems: readonly string[];
}

/** The part of the configuration that decides, as resolved. */
export interface ModelConfig {
  readonly model: string;
  readonly rate: number;
  readonly stages: string;
  readonly thinkTime: number;
  readonly vusReadwritePhase: number;
  readonly maxVus: number;
}

type Key = keyof ModelConfig;

const NAMES: Readonly<Record<Key, readonly [env: string, flag: string]>> = {
  model: ["MODEL", "--model"],
  rate: ["RW_RATE", "--rate"],
  stages: ["STAGES", "--stages"],
  thinkTime: ["THINK_TIME", "--think-time"],
  vusReadwritePhase: ["VUS_READWRITE_PHASE", "--vus"],
  maxVus: ["MAX_VUS", "--max-vus"],
};

/** @param origins where each setting was set, by key */
export function chooseModel(config: ModelConfig, origins: Readonly<Record<string, string>>): ModelChoice {
  const choice = new Choice(config, origins);
  const isOpen = choice.isOpen();
  const isRamping = choice.isRamping();
  if (isOpen) {
    choice.without("thinkTime", "is for closed models");
    choice.compareVus();
  } else choice.without("maxVus", "is for open models");
  const kind = isRamping ? "ramping" : "constant";
  return {
    model: `${kind}-${isOpen ? "arrival-rate" : "vus"}` as ModelSettings["model"],
    isOpen,
    notes: choice.notes,
    problems: choice.problems,
  };
}

class Choice {
  readonly notes: string[] = [];
  readonly problems: string[] = [];
  readonly #config: ModelConfig;
  readonly #origins: Readonly<Record<string, string>>;

  constructor(config: ModelConfig, origins: Readonly<Record<string, string>>) {
    this.#config = config;
    this.#origins = origins;
  }

  isOpen(): boolean {
    const { model } = this.#config;
    const saysOpen = model === OPEN || model.endsWith("arrival-rate");
    if (!this.#isSet("rate") || (saysOpen && this.#isSet("model"))) return saysOpen;
    if (!this.#isSet("model")) return true;
    return this.#strongerOf("rate", "model", `a rate requires an open model, not ${model}`) === "rate";
  }

  isRamping(): boolean {
    const { model, stages } = this.#config;
    const says = model.startsWith("ramping") ? true : model.startsWith("constant") ? false : undefined;
    const isModelSet = this.#isSet("model") && says !== undefined;
    if (!this.#isSet("stages")) {
      if (says === true) this.problems.push(`STAGES is not set; ${model} requires stages such as 1m:10,5m:50`);
      return says === true;
    }
    if (parseStages(stages) === undefined)
      this.problems.push(`STAGES: "${stages}" is not a list such as 1m:10,5m:50${this.#place("stages")}`);
    if (!isModelSet || says === true) return true;
    return this.#strongerOf("stages", "model", `stages require a ramping model, not ${model}`) === "stages";
  }

  /** A setting that the chosen model does not use. */
  without(key: "thinkTime" | "maxVus", why: string): void {
    if (!this.#isSet(key)) return;
    const decisive = (["model", "rate"] as const).filter((other) => this.#isSet(other));
    const isContradiction = decisive.some((other) => this.#layer(other) === this.#layer(key));
    const text = `${NAMES[key][0]} ${why}${this.#place(key)}`;
    if (isContradiction && key === "thinkTime") this.problems.push(text);
    else this.notes.push(`${text}: it has no effect`);
  }

  /** VUs of the start and at most. */
  compareVus(): void {
    const { vusReadwritePhase: vus, maxVus } = this.#config;
    if (maxVus >= vus || !this.#isSet("maxVus") || !this.#isSet("vusReadwritePhase")) return;
    const most = `MAX_VUS is ${maxVus}${this.#place("maxVus")}`;
    this.problems.push(`${most}, less than the ${plural(vus, "VU")} of the start${this.#place("vusReadwritePhase")}`);
  }

  #strongerOf(a: Key, b: Key, why: string): Key {
    const difference = this.#layer(a) - this.#layer(b);
    if (difference === 0) {
      this.problems.push(`${NAMES[a][0]} and ${NAMES[b][0]} contradict each other: ${why}${this.#place(a)}`);
      return b;
    }
    const [winner, loser] = difference < 0 ? [a, b] : [b, a];
    this.notes.push(`${NAMES[loser][0]} has no effect${this.#place(loser)}: ${why}`);
    return winner;
  }

  #isSet(key: Key): boolean {
    return this.#layer(key) < UNSET;
  }

  #layer(key: Key): number {
    return layerOf(this.#origins[key]);
  }

  #place(key: Key): string {
    const origin = this.#origins[key];
    return origin === "command line" ? ` (given as ${NAMES[key][1]})` : ` (set in ${origin})`;
  }
}
