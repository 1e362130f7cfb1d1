/**
 * Which claim covers a resource, and how its data is authorized by default, after the claim
 * hierarchy that DMS ships for Data Standard 5.2. Five letters give the strategy of Create, Read,
 * Update, Delete and ReadChanges; `-` means none, `M` P or R.
 */

export const ACTIONS = ["Create", "Read", "Update", "Delete", "ReadChanges"] as const;
export type Action = (typeof ACTIONS)[number];

export const STRATEGIES = {
  N: "NoFurtherAuthorizationRequired",
  S: "NamespaceBased",
  P: "RelationshipsWithEdOrgsAndPeople",
  O: "RelationshipsWithEdOrgsOnly",
  Q: "RelationshipsWithEdOrgsAndPeopleIncludingDeletes",
  T: "RelationshipsWithStudentsOnly",
  V: "RelationshipsWithStudentsOnlyIncludingDeletes",
  R: "RelationshipsWithStudentsOnlyThroughResponsibility",
  I: "RelationshipsWithEdOrgsOnlyInverted",
  W: "OwnershipBased",
} as const;

interface Domain {
  readonly parent?: string;
  readonly strategies: string;
  readonly members: string;
}

/** Descriptors that are named nowhere belong to systemDescriptors, other resources to relationshipBasedData. */
const DOMAINS: Readonly<Record<string, Domain>> = {
  edFiTypes: { strategies: "-N--N", members: "schoolYearType" },
  systemDescriptors: { strategies: "SNSSN", members: "" },
  managedDescriptors: {
    strategies: "SNSSN",
    members:
      "reasonNotTestedDescriptor accommodationDescriptor assessmentPeriodDescriptor assessmentReportingMethodDescriptor performanceLevelDescriptor",
  },
  educationOrganizations: {
    strategies: "NNNNN",
    members:
      "communityOrganization communityProvider educationOrganizationNetwork educationServiceCenter localEducationAgency organizationDepartment postSecondaryInstitution school stateEducationAgency",
  },
  people: { strategies: "NPPNQ", members: "contact staff student candidate" },
  relationshipBasedData: { strategies: "PPPPQ", members: "" },
  surveyDomain: {
    parent: "relationshipBasedData",
    strategies: "SSSSS",
    members:
      "survey surveyQuestion surveyQuestionResponse surveyResponse surveySection surveySectionResponse surveyResponsePersonTargetAssociation surveySectionResponsePersonTargetAssociation",
  },
  assessmentMetadata: {
    strategies: "SSSSS",
    members:
      "assessment assessmentItem assessmentScoreRangeLearningStandard objectiveAssessment studentAssessment assessmentAdministration assessmentBatteryPart assessmentAdministrationParticipation studentAssessmentRegistration studentAssessmentRegistrationBatteryPartAssociation",
  },
  educationStandards: {
    strategies: "SNSSN",
    members: "credential learningStandard learningStandardEquivalenceAssociation",
  },
  primaryRelationships: {
    strategies: "OPPPQ",
    members:
      "studentContactAssociation staffEducationOrganizationAssignmentAssociation staffEducationOrganizationEmploymentAssociation studentSchoolAssociation",
  },
  finance: { strategies: "-----", members: "" },
  "finance/dimensions": {
    parent: "finance",
    strategies: "NNNNN",
    members:
      "fundDimension programDimension functionDimension objectDimension projectDimension operationalUnitDimension sourceDimension balanceSheetDimension",
  },
  "finance/locals": {
    parent: "finance",
    strategies: "PPPPQ",
    members: "chartOfAccount localAccount localBudget localActual localEncumbrance localContractedStaff localPayroll",
  },
  tpdm: { strategies: "OOOOO", members: "educatorPreparationProgram" },
  "tpdm/performanceEvaluation": {
    parent: "tpdm",
    strategies: "OOOOO",
    members:
      "performanceEvaluation evaluation evaluationObjective evaluationElement rubricDimension evaluationRating evaluationObjectiveRating evaluationElementRating performanceEvaluationRating",
  },
  "tpdm/candidatePreparation": {
    parent: "tpdm",
    strategies: "NNNNN",
    members: "candidateEducatorPreparationProgramAssociation",
  },
  "tpdm/students": { parent: "tpdm", strategies: "NNNNN", members: "financialAid" },
};

/** Resources with strategies of their own instead of those of their domain. */
const OWN_STRATEGIES: Readonly<Record<string, string>> = {
  organizationDepartment: "PPPPN",
  candidate: "NNNNN",
  descriptorMapping: "SSSSS",
  gradebookEntry: "SSSSS",
  person: "NNNNN",
  credential: "NNNNN",
  studentContactAssociation: "TTTTV",
  educationContent: "SSSSS",
  crisisEvent: "NNNNN",
  studentHealth: "PPPPQ",
  studentSpecialEducationProgramEligibilityAssociation: "MMMMQ",
  crisisTypeDescriptor: "SSSSS",
  nonMedicalImmunizationExemptionDescriptor: "SSSSS",
};

/** Resources that stand beside the domains. */
const BESIDE_DOMAINS = ["educationContent", "crisisEvent", "studentHealth"];
const WITHOUT_DOMAIN = new Set(BESIDE_DOMAINS.map((name) => name.toLowerCase()));

/** The claims at the top of the hierarchy, as written; what they cover is everything. */
export const TOP_CLAIMS: readonly string[] = [
  ...Object.keys(DOMAINS).filter((domain) => DOMAINS[domain]?.parent === undefined),
  ...BESIDE_DOMAINS,
];

const domainNames = new Set(Object.keys(DOMAINS).map((domain) => domain.toLowerCase()));

const domainOfMember = new Map<string, string>(
  Object.entries(DOMAINS).flatMap(([domain, { members }]) =>
    members === "" ? [] : members.split(" ").map((member): [string, string] => [member.toLowerCase(), domain]),
  ),
);

const strategiesOfTarget = new Map<string, string>([
  ...Object.entries(DOMAINS).map(([domain, { strategies }]): [string, string] => [domain.toLowerCase(), strategies]),
  ...Object.entries(OWN_STRATEGIES).map(([name, strategies]): [string, string] => [name.toLowerCase(), strategies]),
]);

/** `people` is a domain, `student` is not; either case. */
export function isDomain(claim: string): boolean {
  return domainNames.has(claim.toLowerCase());
}

/** Claims that cover a resource, nearest first, in lower case: `["school", "educationorganizations"]`. */
export function claimPath(resourceName: string, project = "ed-fi"): readonly string[] {
  const leaf = resourceName.toLowerCase();
  const path = [leaf];
  let domain = domainOfLeaf(leaf, project);
  while (domain !== undefined) {
    path.push(domain.toLowerCase());
    domain = DOMAINS[domain]?.parent;
  }
  return path;
}

export interface HierarchyClaim {
  /** As written, a domain with the domains above it: `people`, `tpdm/students`, `student`. */
  readonly claim: string;
  /** In lower case, as `claimPath` gives it. */
  readonly path: readonly string[];
  /** The claim directly above, as written; undefined: at the top. */
  readonly above: string | undefined;
}

/** The whole hierarchy; parents come before their children. */
export function hierarchyClaims(
  resources: readonly { readonly name: string; readonly project: string }[],
): HierarchyClaim[] {
  const domains = Object.entries(DOMAINS).map(([claim, { parent }]) => ({
    claim,
    path: [claim, parent].filter((each) => each !== undefined).map((each) => each.toLowerCase()),
    above: parent,
  }));
  const leaves = resources.map(({ name, project }) => ({
    claim: name.charAt(0).toLowerCase() + name.slice(1),
    path: claimPath(name, project),
    above: domainAbove(name, project),
  }));
  return [...domains, ...leaves];
}

/** The domain directly above a claim, as written; undefined: the claim stands at the top. */
export function domainAbove(claim: string, project = "ed-fi"): string | undefined {
  const name = claim.toLowerCase();
  const own = Object.keys(DOMAINS).find((domain) => domain.toLowerCase() === name);
  if (own !== undefined) return DOMAINS[own]?.parent;
  // `services/identity`, `publishing/snapshot`
  return name.includes("/") ? undefined : domainOfLeaf(name, project);
}

/** @param leaf in lower case */
function domainOfLeaf(leaf: string, project: string): string | undefined {
  return WITHOUT_DOMAIN.has(leaf) ? undefined : (domainOfMember.get(leaf) ?? fallbackDomain(leaf, project));
}

function fallbackDomain(leaf: string, project: string): string {
  if (leaf.endsWith("descriptor")) return "systemDescriptors";
  return project === "tpdm" ? "tpdm" : "relationshipBasedData";
}

/** The strategies that apply when a claim set overrides nothing; none: the action has no default. */
export function defaultStrategies(path: readonly string[], action: Action): readonly string[] {
  const position = ACTIONS.indexOf(action);
  for (const target of path) {
    const letter = strategiesOfTarget.get(target)?.[position];
    if (letter === "M") return [STRATEGIES.P, STRATEGIES.R];
    if (letter !== undefined && letter !== "-") return [STRATEGIES[letter as keyof typeof STRATEGIES]];
  }
  return [];
}
