/** What the engine works out once for each resource of the model. */
import type { Model, ResourceModel } from "../../api-model/types.ts";
import { compileEqualities, type Equality } from "./equalities.ts";
import type { JsonObject } from "./json-paths.ts";
import { abstractKey, descriptorLabel, keyOfBody, type NaturalKey, naturalKey } from "./natural-key.ts";

export interface ResourcePlan {
  readonly model: ResourceModel;
  /** Name of the table: `ed-fi/students`. */
  readonly table: string;
  readonly key: NaturalKey;
  readonly abstractKey: NaturalKey | undefined;
  readonly equalities: readonly Equality[];
}

export interface PlanIndex {
  readonly all: readonly ResourcePlan[];
  /** By `project/endpoint` in lower case. */
  readonly byEndpoint: ReadonlyMap<string, ResourcePlan>;
  /** By resource name: `School`. */
  readonly byName: ReadonlyMap<string, ResourcePlan>;
  /** By table name. */
  readonly byTable: ReadonlyMap<string, ResourcePlan>;
  /** Abstract resources of which the model has a kind. */
  readonly abstracts: ReadonlySet<string>;
}

export function planIndex(model: Model): PlanIndex {
  const all = model.resources.map(planOf);
  return {
    all,
    byEndpoint: new Map(all.map((plan) => [plan.table.toLowerCase(), plan])),
    byName: new Map(all.map((plan) => [plan.model.name, plan])),
    byTable: new Map(all.map((plan) => [plan.table, plan])),
    abstracts: new Set(model.resources.flatMap(({ subclassOf }) => subclassOf ?? [])),
  };
}

function planOf(model: ResourceModel): ResourcePlan {
  return {
    model,
    table: `${model.project}/${model.endpoint}`,
    key: naturalKey(model),
    abstractKey: abstractKey(model),
    equalities: compileEqualities(model),
  };
}

/** Natural key of a valid body as text, unique in the table. */
export function tableKey(plan: ResourcePlan, body: JsonObject): string {
  return plan.model.isDescriptor ? descriptorLabel(body).toLowerCase() : keyOfBody(plan.key, body);
}

/** Key in the whole store under which the abstract resource finds a subclass. */
export function aliasOf(plan: ResourcePlan, body: JsonObject): string | undefined {
  if (plan.abstractKey === undefined) return undefined;
  return aliasText(plan.model.subclassOf as string, keyOfBody(plan.abstractKey, body));
}

/** @param abstractName for example `EducationOrganization` */
export function aliasText(abstractName: string, key: string): string {
  return `${abstractName}:${key}`;
}
