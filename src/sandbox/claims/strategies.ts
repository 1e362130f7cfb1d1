/** The authorization strategies of DMS: which of them look at relationships, and at which values of an item. */

export type SecurableKind = "EducationOrganization" | "Student" | "Contact" | "Staff";

export interface RelationshipStrategy {
  readonly name: string;
  /** Values that must all be related to the client's education organizations. */
  readonly kinds: readonly SecurableKind[];
  /** The client's organizations may also lie below the item's, not above it. */
  readonly inverted: boolean;
  /** Students count through responsibility associations, not through enrolment. */
  readonly throughResponsibility: boolean;
}

const NO_FURTHER = "NoFurtherAuthorizationRequired";
export const NAMESPACE = "NamespaceBased";
/** DMS has the name but returns 501. */
export const OWNERSHIP = "OwnershipBased";

const PEOPLE = ["Student", "Contact", "Staff"] as const;

const KINDS: Readonly<Record<string, readonly SecurableKind[]>> = {
  RelationshipsWithEdOrgsAndPeople: ["EducationOrganization", ...PEOPLE],
  RelationshipsWithEdOrgsOnly: ["EducationOrganization"],
  RelationshipsWithPeopleOnly: PEOPLE,
  RelationshipsWithStudentsOnly: ["Student"],
  RelationshipsWithStudentsOnlyThroughResponsibility: ["Student"],
};

const compiled = new Map<string, RelationshipStrategy | undefined>();

/** Undefined for a strategy that is none of relationships. `...IncludingDeletes` is for change queries. */
export function relationshipStrategy(name: string): RelationshipStrategy | undefined {
  if (compiled.has(name)) return compiled.get(name);
  const live = name.replace(/IncludingDeletes$/, "");
  const base = live.replace(/Inverted$/, "");
  const kinds = Object.hasOwn(KINDS, base) ? KINDS[base] : undefined;
  const strategy =
    kinds === undefined
      ? undefined
      : { name, kinds, inverted: base !== live, throughResponsibility: base.endsWith("ThroughResponsibility") };
  compiled.set(name, strategy);
  return strategy;
}

/** What the Configuration Service of DMS lists, with the names that it shows to people; ids are positions, from 1. */
export const LISTED_STRATEGIES: readonly (readonly [name: string, displayName: string])[] = [
  [NO_FURTHER, "No Further Authorization Required"],
  ["RelationshipsWithEdOrgsAndPeople", "Relationships with Education Organizations and People"],
  ["RelationshipsWithEdOrgsOnly", "Relationships with Education Organizations only"],
  [NAMESPACE, "Namespace Based"],
  ["RelationshipsWithPeopleOnly", "Relationships with People only"],
  ["RelationshipsWithStudentsOnly", "Relationships with Students only"],
  [
    "RelationshipsWithStudentsOnlyThroughResponsibility",
    "Relationships with Students only (through StudentEducationOrganizationResponsibilityAssociation)",
  ],
  [OWNERSHIP, "Ownership Based"],
  [
    "RelationshipsWithEdOrgsAndPeopleIncludingDeletes",
    "Relationships with Education Organizations and People (including deletes)",
  ],
  ["RelationshipsWithStudentsOnlyIncludingDeletes", "Relationships With Students Only Including Deletes"],
  ["RelationshipsWithEdOrgsOnlyInverted", "Relationships with Education Organizations only (Inverted)"],
  ["RelationshipsWithEdOrgsAndPeopleInverted", "Relationships with Education Organizations and People (Inverted)"],
  [
    "RelationshipsWithStudentsOnlyThroughResponsibilityIncludingDeletes",
    "Relationships with Students only (through StudentEducationOrganizationResponsibilityAssociation, including deletes)",
  ],
];

export function isKnownStrategy(name: string): boolean {
  return name === NO_FURTHER || name === NAMESPACE || name === OWNERSHIP || relationshipStrategy(name) !== undefined;
}

const FOR_CHANGES: ReadonlySet<string> = new Set([
  NO_FURTHER,
  NAMESPACE,
  "RelationshipsWithEdOrgsOnly",
  "RelationshipsWithEdOrgsOnlyInverted",
  "RelationshipsWithEdOrgsAndPeopleIncludingDeletes",
  "RelationshipsWithStudentsOnlyIncludingDeletes",
  "RelationshipsWithStudentsOnlyThroughResponsibilityIncludingDeletes",
]);

/** DMS can filter deletes and key changes by it: people only where deleted associations count too. */
export function isStrategyForChanges(name: string): boolean {
  return FOR_CHANGES.has(name);
}
