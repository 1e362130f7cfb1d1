/** Whether an item's values are related to a client's education organizations, and the refusal when they are not. */
import { type JsonObject, valueAt } from "../documents/json-paths.ts";
import type { SandboxResponse } from "../http.ts";
import { problem } from "../problem.ts";
import type { Relations } from "./relations.ts";
import type { SecurableElement } from "./securable-elements.ts";
import type { RelationshipStrategy, SecurableKind } from "./strategies.ts";

/** What is stored, or what a write would store. */
export type Source = "existing" | "proposed";

/** The value of an element; undefined when the item has none. */
export type ValueOf = (element: SecurableElement) => unknown;

interface Failure {
  readonly strategy: RelationshipStrategy;
  readonly element: SecurableElement;
  readonly missing: boolean;
}

/** One client's reach. Remembers answers: made anew for every request. */
export class RelationshipCheck {
  readonly #relations: Relations;
  readonly #elements: readonly SecurableElement[];
  readonly #strategies: readonly RelationshipStrategy[];
  readonly #claims: ReadonlySet<number>;
  readonly #known = new Map<string, boolean>();
  #above: ReadonlySet<number> | undefined;

  constructor(
    relations: Relations,
    elements: readonly SecurableElement[],
    strategies: readonly RelationshipStrategy[],
    claims: readonly number[],
  ) {
    this.#relations = relations;
    this.#elements = elements;
    this.#strategies = strategies;
    this.#claims = new Set(claims);
  }

  /** One strategy that grants is enough; within a strategy every value must be related. */
  failures(read: ValueOf): readonly Failure[] {
    const all: Failure[] = [];
    for (const strategy of this.#strategies) {
      const failed = this.#elements
        .filter(({ kind }) => strategy.kinds.includes(kind))
        .flatMap((element): Failure[] => {
          const value = read(element);
          if (value === undefined) return [{ strategy, element, missing: true }];
          return this.#isRelated(strategy, element.kind, value) ? [] : [{ strategy, element, missing: false }];
        });
      if (failed.length === 0) return [];
      all.push(...failed);
    }
    return all;
  }

  refusal(failures: readonly Failure[], source: Source, correlationId: string): SandboxResponse {
    const missing = failures.filter((failure) => failure.missing);
    const shown = missing.length > 0 ? missing : failures;
    const names = [...new Set(shown.map(({ element }) => `'${element.name}'`))];
    const hint = hintOf(shown);
    if (missing.length > 0) return missingValues(names, missing, source, hint, correlationId);
    const between = `No relationships have been established between the caller's education organization id ${this.#claimText()}`;
    const error =
      names.length === 1
        ? `${between} and the resource item's ${names[0]} value.`
        : `${between} and one or more of the following properties of the resource item: ${names.join(", ")}.`;
    return problem("relationshipDenied", { correlationId, detail: BASE + hint, errors: [error] });
  }

  #isRelated(strategy: RelationshipStrategy, kind: SecurableKind, value: unknown): boolean {
    const { inverted, throughResponsibility } = strategy;
    const includingDeletes = strategy.name.endsWith("IncludingDeletes");
    const key = `${kind} ${inverted} ${throughResponsibility} ${includingDeletes} ${value}`;
    let related = this.#known.get(key);
    if (related === undefined) {
      related =
        kind === "EducationOrganization"
          ? inverted
            ? this.#aboveClaims().has(Number(value))
            : this.#reaches(Number(value))
          : this.#reachesAny(
              this.#relations.organizationsOf(kind, String(value), { throughResponsibility, includingDeletes }),
            );
      this.#known.set(key, related);
    }
    return related;
  }

  #reaches(organizationId: number): boolean {
    if (this.#claims.has(organizationId)) return true;
    for (const id of this.#relations.upwards(organizationId)) if (this.#claims.has(id)) return true;
    return false;
  }

  #reachesAny(organizationIds: Iterable<number>): boolean {
    for (const id of organizationIds) if (this.#reaches(id)) return true;
    return false;
  }

  #aboveClaims(): ReadonlySet<number> {
    this.#above ??= new Set([...this.#claims].flatMap((id) => [...this.#relations.upwards(id)]));
    return this.#above;
  }

  #claimText(): string {
    const ids = [...this.#claims].sort((a, b) => a - b).map((id) => `'${id}'`);
    if (ids.length === 0) return "claims (none)";
    const shown = ids.length > CLAIMS_SHOWN ? [...ids.slice(0, CLAIMS_SHOWN), "..."] : ids;
    return `${ids.length === 1 ? "claim" : "claims"} (${shown.join(", ")})`;
  }
}

const CLAIMS_SHOWN = 5;
const BASE = "Access to the requested data could not be authorized.";

function missingValues(
  names: readonly string[],
  failures: readonly Failure[],
  source: Source,
  hint: string,
  correlationId: string,
): SandboxResponse {
  const existing = source === "existing" ? "existing " : "";
  const which =
    names.length === 1
      ? `The ${existing}${names[0]} value is required for authorization purposes.`
      : `The ${existing}values of one or more of the following properties are required for authorization purposes: ${names.join(", ")}.`;
  const detail = `${BASE} ${which}${hint}`;
  if (source === "proposed") return problem("relationshipElementRequired", { correlationId, detail });
  const errors = [...new Set(failures.map(({ strategy }) => strategy.name))].map(
    (name) => `The existing resource item is inaccessible to clients using the '${name}' authorization strategy.`,
  );
  return problem("relationshipElementMissing", { correlationId, detail, errors });
}

const STAFF_ASSOCIATIONS =
  "'StaffEducationOrganizationEmploymentAssociation' or 'StaffEducationOrganizationAssignmentAssociation'";

function hintOf(failures: readonly Failure[]): string {
  const hints = new Set(failures.map(({ element, strategy }) => personHint(element.kind, strategy)));
  hints.delete("");
  return hints.size === 0 ? "" : ` Hint: ${[...hints].join(" ")}`;
}

function personHint(kind: SecurableKind, { throughResponsibility }: RelationshipStrategy): string {
  switch (kind) {
    case "EducationOrganization":
      return "";
    case "Student":
      return `You may need to create a corresponding '${throughResponsibility ? "StudentEducationOrganizationResponsibilityAssociation" : "StudentSchoolAssociation"}' item.`;
    case "Contact":
      return "You may need to create corresponding 'StudentSchoolAssociation' and 'StudentContactAssociation' items.";
    case "Staff":
      return `You may need to create corresponding ${STAFF_ASSOCIATIONS} items.`;
  }
}

/** Values of a body; what stands in a missing reference counts as absent. */
export function valuesOf(body: JsonObject, missing?: ReadonlySet<string>): ValueOf {
  return ({ steps }) => (missing?.has(steps[0]?.name ?? "") ? undefined : valueAt(body, steps));
}
