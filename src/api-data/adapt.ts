/**
 * Compares the bodies of the hand-written dataset with the target's documents, and compiles the steps by which they fit.
 * Pure.
 */

import { endpointOf } from "../api-model/endpoint.ts";
import { endpointName } from "../api-model/names.ts";
import type { Model, ResourceModel } from "../api-model/types.ts";
import { type Body, type Dataset, NOTHING, type Scalar } from "../lib/data/dataset.ts";
import { singular } from "../lib/data/needs.ts";
import { NAME_CHARACTERS } from "../lib/mix/recipe.ts";
import type { LeftOut } from "../lib/plan/usable.ts";
import { flatten } from "../lib/target-data/paths.ts";
import type { Adaptation, Step } from "../lib/target-data/target-data.ts";
import { type AdaptContext, Draft, type Fitted, isAlike, type Word } from "./adapt-draft.ts";
import { changedKey, collisions, MOST_CHECKED, ownKeyPlaces, replacedParts } from "./adapt-key.ts";
import { fitMembers } from "./adapt-members.ts";
import { neededBy } from "./adapt-needs.ts";
import { withoutRepeats } from "./adapt-repeats.ts";
import { shapeOf } from "./adapt-samples.ts";
import { adaptedBody } from "./adapted-body.ts";
import { descriptorValues } from "./descriptors.ts";
import { digitsToSpare } from "./key-room.ts";
import { renamedResource } from "./renamed.ts";

export interface AdaptationsInput {
  readonly model: Model;
  /** The hand-written one. */
  readonly dataset: Dataset;
  /** Values that a descriptor endpoint has at the target, in full; needed only for those that the dataset does not have. */
  readonly targetValues?: (endpoint: string) => readonly string[];
  /** Endpoints that the target has, whether its documents describe them or not. */
  readonly isListed?: (endpoint: string) => boolean;
}

/** Descriptions of the changes, one per line. */
export interface Change {
  /** As in the dataset. */
  readonly endpoint: string;
  readonly text: string;
}

export interface CompiledAdaptations {
  readonly adaptations: readonly Adaptation[];
  readonly changes: readonly Change[];
  /** Endpoints as in the dataset. */
  readonly leftOut: readonly LeftOut[];
  /** Endpoints that the target does not have and does not need: any school year is as good as there. */
  readonly given: readonly string[];
  /** Endpoints that the target has, but does not describe: their bodies stay as they are. */
  readonly undescribed: readonly string[];
}

const SCHOOL_YEARS = "schoolYearTypes";
/** More items than these with the keys of others are not a list for each VU to hold. */
const MOST_COLLISIONS = 1000;
/** Items of a few large endpoints whose keys are compared: it takes seconds. */
const MOST_THOROUGHLY = 1_000_000;
const THOROUGHLY = 5;

export function compileAdaptations({
  model,
  dataset,
  targetValues = () => [],
  isListed = () => false,
}: AdaptationsInput): CompiledAdaptations {
  return new Compiler(model, dataset, targetValues, isListed).compile();
}

class Compiler {
  readonly #dataset: Dataset;
  readonly #context: AdaptContext;
  readonly #model: Model;
  readonly #fitted = new Map<string, Fitted>();
  /** Endpoints as references and values name what they refer to, in lower case. */
  readonly #gone = new Map<string, string>();
  /** Adapted endpoint and adaptation, by name at the target in lower case. */
  readonly #made = new Map<string, { readonly endpoint: string; readonly adaptation: Adaptation | undefined }>();
  readonly #adaptations: Adaptation[] = [];
  readonly #changes: Change[] = [];
  readonly #leftOut: LeftOut[] = [];
  readonly #given: string[] = [];
  readonly #words: Word[] = [];
  /** Large endpoints whose keys have the least room: they are compared to a million. */
  readonly #tightest: readonly string[];
  readonly #undescribed: string[] = [];
  readonly #isListed: (endpoint: string) => boolean;
  /** Without a document of descriptors all types are guesses, and as good as there. */
  readonly #hasDescriptors: boolean;

  constructor(
    model: Model,
    dataset: Dataset,
    targetValues: (endpoint: string) => readonly string[],
    isListed: (endpoint: string) => boolean,
  ) {
    this.#model = model;
    this.#isListed = isListed;
    this.#dataset = dataset;
    this.#tightest = tightestOf(model, dataset);
    this.#hasDescriptors = model.resources.some(({ isDescriptor, isGuess }) => isDescriptor && !isGuess);
    const known = new Map<string, readonly string[]>();
    const valuesOf = (descriptor: string): readonly string[] => {
      if (this.#gone.has(descriptor.toLowerCase())) return [];
      const own = ownValues(descriptor, dataset);
      const resource = model.byName.get(descriptor);
      return own.length > 0 || resource === undefined ? own : targetValues(endpointOf(resource));
    };
    this.#context = {
      model,
      dataset,
      fitted: this.#fitted,
      leftOut: this.#gone,
      words: this.#words,
      valuesOf(descriptor) {
        const values = known.get(descriptor) ?? valuesOf(descriptor);
        known.set(descriptor, values);
        return values;
      },
      firstKey: (resource) => this.#firstKey(resource),
    };
  }

  compile(): CompiledAdaptations {
    for (const endpoint of this.#dataset.endpoints) if (this.#dataset.count(endpoint) > 0) this.#adapt(endpoint);
    return {
      adaptations: this.#adaptations,
      changes: this.#changes,
      leftOut: this.#leftOut,
      given: this.#given,
      undescribed: this.#undescribed,
    };
  }

  #adapt(endpoint: string): void {
    const found =
      this.#model.byEndpoint.get(`ed-fi/${endpoint}`.toLowerCase()) ??
      (this.#isListed(endpoint) ? undefined : this.#renamed(endpoint));
    const resource = found?.isGuess && this.#hasDescriptors ? undefined : found;
    if (resource === undefined && this.#isListed(endpoint)) this.#undescribed.push(endpoint);
    else if (resource === undefined && endpoint === SCHOOL_YEARS) {
      this.#given.push(endpoint);
      this.#tell(endpoint, "the target has no such resource; its bodies may hold any school year");
    } else if (resource === undefined) this.#leaveOut(endpoint, "the target does not have it");
    else this.#fit(endpoint, resource);
  }

  #renamed(endpoint: string): ResourceModel | undefined {
    const { endpoints } = this.#dataset;
    if (endpoint === SCHOOL_YEARS || endpoint.endsWith("Descriptors")) return undefined;
    const isTaken = (name: string): boolean => endpoints.some((each) => isAlike(each, name));
    const found = renamedResource(endpoint, shapeOf(this.#dataset, endpoint), this.#model, isTaken);
    if (found !== undefined) this.#words.push(found.word);
    return found?.resource;
  }

  #fit(endpoint: string, resource: ResourceModel): void {
    const draft = new Draft();
    // Documents of DMS know less of a school year than DMS itself.
    const reason =
      endpoint === SCHOOL_YEARS
        ? undefined
        : fitMembers(shapeOf(this.#dataset, endpoint), resource.properties, [], draft, this.#context);
    if (reason !== undefined) {
      this.#leaveOut(endpoint, reason, resource.name);
      return;
    }
    if (draft.steps.length > 0) withoutRepeats(endpoint, resource.properties, draft, this.#dataset);
    const own = ownKeyPlaces(this.#dataset, endpoint);
    const places = resource.identity.map((path) => path.replace("$.", ""));
    const key = changedKey(resource, places, own, draft.origins, this.#dataset, endpoint);
    const keyLimits = keyLimitsOf(resource);
    const spelled = endpointOf(resource);
    const changed: Adaptation = {
      endpoint,
      ...(spelled === endpoint ? {} : { spelled }),
      steps: draft.steps,
      ...(key === undefined ? {} : { key }),
      ...(key !== undefined && isShortened(key, draft.steps, this.#dataset.key(endpoint, 0))
        ? { isKeyShortened: true }
        : {}),
      ...(Object.keys(keyLimits).length === 0 ? {} : { keyLimits }),
    };
    const count = this.#dataset.count(endpoint);
    const most = this.#tightest.includes(endpoint) ? MOST_THOROUGHLY : MOST_CHECKED;
    const without =
      key === undefined ? [] : collisions(count, (index) => flatten(this.#body(changed, index), key.flat()), most);
    if (without.length > MOST_COLLISIONS) {
      const reason = `${without.length} of ${count} items have the key of another: ${namesOf(key)}`;
      this.#leaveOut(endpoint, reason, resource.name);
      return;
    }
    const { steps, needed } = draft;
    const isStrange = steps.length + needed.size > 0;
    const needs = isStrange
      ? neededBy(changed, [...needed], resource, this.#model, this.#dataset)
      : this.#dataset.needs(endpoint);
    // References to schools as organizations do not name them.
    const missing = needs.required.find((each) => this.#leftOut.some((gone) => isAlike(gone.endpoint, each)));
    if (missing !== undefined) {
      this.#leaveOut(endpoint, `it needs ${missing}, which are left out`, resource.name);
      return;
    }
    const origins = new Map([...replacedParts(this.#dataset, endpoint, places, own), ...draft.origins]);
    this.#fitted.set(resource.name.toLowerCase(), { resource, origins });
    if (spelled !== endpoint)
      this.#tell(endpoint, `the target ${isAlike(spelled, endpoint) ? "spells" : "calls"} it ${spelled}`);
    for (const text of draft.texts) this.#tell(endpoint, text);
    if (key !== undefined && !isNamedLike(key, this.#dataset.key(endpoint, 0)))
      this.#tell(endpoint, `its key is ${namesOf(key)}`);
    if (without.length > 0) this.#tell(endpoint, `${without.length} items left out: others have the same key`);
    const isChanged = isStrange || key !== undefined || spelled !== endpoint || Object.keys(keyLimits).length > 0;
    const adaptation: Adaptation = {
      ...changed,
      ...(without.length === 0 ? {} : { without }),
      ...(isStrange ? { needs } : {}),
    };
    if (isChanged) this.#adaptations.push(adaptation);
    this.#made.set(resource.name.toLowerCase(), { endpoint, adaptation: isChanged ? adaptation : undefined });
  }

  /** What is part of a key is not by chance: any stream will do. */
  #body(adaptation: Adaptation, index: number): Body {
    return adaptedBody(this.#dataset, 0, adaptation, index, NOTHING);
  }

  #firstKey(name: string): Readonly<Record<string, Scalar>> | undefined {
    const made = this.#made.get(name.toLowerCase());
    const resource = this.#fitted.get(name.toLowerCase())?.resource;
    if (made === undefined || resource === undefined) return undefined;
    const { endpoint, adaptation } = made;
    const body = adaptation === undefined ? this.#dataset.body(endpoint, 0, NOTHING) : this.#body(adaptation, 0);
    const fields = resource.referenceKeys.flatMap(({ name: field, targetPaths: [path = ""] }) => [
      field,
      path.replace("$.", ""),
    ]);
    return flatten(body, fields);
  }

  #leaveOut(endpoint: string, reason: string, name?: string): void {
    this.#leftOut.push({ endpoint, reason });
    this.#gone.set((name ?? singular(endpoint)).toLowerCase(), endpoint);
  }

  #tell(endpoint: string, text: string): void {
    this.#changes.push({ endpoint, text });
  }
}

/** One that the target calls otherwise comes first: of that it is not known yet. */
function tightestOf(model: Model, dataset: Dataset): string[] {
  const spare = (endpoint: string): number => {
    const resource = model.byEndpoint.get(`ed-fi/${endpoint}`.toLowerCase());
    return resource === undefined ? Number.NEGATIVE_INFINITY : digitsToSpare(resource, dataset.count(endpoint));
  };
  return dataset.endpoints
    .filter((endpoint) => dataset.count(endpoint) > MOST_CHECKED)
    .map((endpoint) => ({ endpoint, digits: spare(endpoint) }))
    .sort((a, b) => a.digits - b.digits)
    .slice(0, THOROUGHLY)
    .map(({ endpoint }) => endpoint);
}

function isNamedLike(key: NonNullable<Adaptation["key"]>, own: Readonly<Record<string, Scalar>>): boolean {
  return key.length === Object.keys(own).length && key.every(([name]) => own[name] !== undefined);
}

function isShortened(
  key: NonNullable<Adaptation["key"]>,
  steps: readonly Step[],
  own: Readonly<Record<string, Scalar>>,
): boolean {
  const paths = key.map(([, path]) => path);
  const changes = steps.filter(({ path }) => paths.includes(path.join(".")));
  return isNamedLike(key, own) && changes.every((step) => step.do === "shorten");
}

/** Of texts of the key with less room than names of new items take. */
function keyLimitsOf({ properties }: ResourceModel): Readonly<Record<string, number>> {
  const limits = properties.flatMap((property): [string, number][] =>
    property.kind === "scalar" && property.identity && (property.maxLength ?? NAME_CHARACTERS) < NAME_CHARACTERS
      ? [[property.name, property.maxLength as number]]
      : [],
  );
  return Object.fromEntries(limits);
}

function namesOf(key: Adaptation["key"] = []): string {
  return key.map(([name]) => name).join(", ");
}

function ownValues(descriptor: string, dataset: Dataset): string[] {
  const endpoint = dataset.endpoints.find((each) => isAlike(each, endpointName(descriptor)));
  if (endpoint === undefined) return [];
  return descriptorValues(Array.from({ length: dataset.count(endpoint) }, (_, index) => dataset.key(endpoint, index)));
}
