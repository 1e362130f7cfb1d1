import { describe, expect, it } from "vitest";
import { DATA_STANDARD_ABSENT, loadDataStandard, type ResourceRule, valuesAt } from "../../../test/data-standard.ts";
import { educationOrganizationIds } from "../../target/authorization/organization-ids.ts";
import { createDataset } from "./create-dataset.ts";
import type { Body, Dataset, Vocabulary } from "./dataset.ts";

const standard = loadDataStandard();
const everything: Vocabulary = { canUse: () => true };
const smoke = { schools: 2, students: 2, staff: 2, coursesPerSchool: 6, sectionsPerCourse: 1 };
const dev = { schools: 10, students: 100, staff: 20, coursesPerSchool: 8, sectionsPerCourse: 1 };
const wide = { schools: 63, students: 300, staff: 40, coursesPerSchool: 45, sectionsPerCourse: 2 };
const settings = { seed: 7, datasetId: 2559, schoolYear: 2026 };

/** Claims of E2E-NoFurtherAuthRequiredClaimSet as endpoints; people's usual narrow permission. */
const NARROW = new Set(
  (
    "schoolYearTypes localEducationAgencies postSecondaryInstitutions schools contacts staffs students surveys academicWeeks bellSchedules calendars calendarDates classPeriods courses courseOfferings grades gradingPeriods graduationPlans " +
    "postSecondaryEvents programs reportCards sections sessions studentCTEProgramAssociations studentEducationOrganizationAssociations studentProgramAssociations studentSectionAssociations assessments assessmentItems studentAssessments credentials " +
    "learningStandards studentContactAssociations studentSchoolAssociations educationContents studentHealths " +
    "absenceEventCategory academicSubject addressType administrationEnvironment assessmentCategory assessmentIdentificationSystem assessmentItemCategory assessmentItemResult assessmentReportingMethod calendarEvent calendarType contentClass " +
    "courseIdentificationSystem credentialType disability educationOrganizationCategory gradeLevel gradeType gradingPeriod graduationPlanType immunizationType language learningStandardScope localEducationAgencyCategory performanceLevel " +
    "programType responseIndicator resultDatatypeType retestIndicator stateAbbreviation term"
  )
    .split(" ")
    .map((name) => (name.endsWith("s") || name === "contentClasses" ? name : `${name}Descriptors`)),
);

function* bodies(dataset: Dataset, vocabulary: Vocabulary, step = 1): Generator<[string, number, Body]> {
  for (const endpoint of dataset.endpoints) {
    if (endpoint.endsWith("Descriptors") || !vocabulary.canUse(endpoint)) continue;
    for (let i = 0; i < dataset.count(endpoint); i += step) yield [endpoint, i, dataset.body(endpoint, i, vocabulary)];
  }
}

function descriptorProblems(rule: ResourceRule, body: Body, may: Vocabulary): string[] {
  const found: string[] = [];
  for (const { path, endpoint } of rule.descriptors) {
    for (const value of valuesAt(body, path)) {
      const known = standard?.descriptors.get(String(value).toLowerCase());
      if (known?.endpoint !== endpoint || known.uri !== value)
        found.push(`${path}: ${value} is no value of ${endpoint}`);
      if (!may.canUse(endpoint)) found.push(`${path}: ${endpoint} may not be used`);
    }
  }
  return found;
}

function structureProblems(rule: ResourceRule, body: Body): string[] {
  const found: string[] = [];
  for (const { path, itemIdentity } of rule.collections) {
    if (path.includes("[*]")) continue;
    const items = (valuesAt(body, path)[0] ?? []) as Body[];
    const identities = items.map((item) => JSON.stringify(itemIdentity.map((part) => valuesAt(item, part))));
    if (new Set(identities).size < identities.length) found.push(`${path} has an item twice`);
  }
  for (const [left, right] of rule.equalityConstraints) {
    const values = new Set([...valuesAt(body, left), ...valuesAt(body, right)]);
    if (values.size > 1) found.push(`${left} and ${right} differ`);
  }
  for (const { path, decimal } of rule.scalars) {
    if (decimal === undefined) continue;
    for (const value of valuesAt(body, path) as number[]) {
      if (Number(value.toFixed(decimal.scale)) !== value) found.push(`${path} has too many decimals: ${value}`);
      if (Math.abs(value) >= 10 ** (decimal.precision - decimal.scale)) found.push(`${path} is too large: ${value}`);
    }
  }
  return found;
}

/** Key of a reference, in the words of the resource that it points to. */
function pointsTo(reference: Body, rule: ResourceRule["references"][number], target: ResourceRule): string {
  const byPath = new Map(
    rule.keys.flatMap(({ field, targetPaths }) => targetPaths.map((path) => [path, reference[field]])),
  );
  return JSON.stringify(target.identity.map((path) => byPath.get(path)));
}

describe.skipIf(standard === undefined)(
  `bodies against the Data Standard (${standard ? "5.2" : DATA_STANDARD_ABSENT})`,
  () => {
    const rules = standard?.rules as ReadonlyMap<string, ResourceRule>;

    for (const [name, sizes, vocabulary] of [
      ["smoke", smoke, everything],
      ["dev", dev, everything],
      ["63 schools", wide, everything],
      ["dev with the narrow claim set", dev, { canUse: (endpoint: string) => NARROW.has(endpoint) }],
      ["dev with nothing optional", dev, { canUse: () => false }],
    ] as const) {
      it(`are valid: ${name}`, () => {
        const dataset = createDataset({ ...settings, ...sizes });
        const loads: Vocabulary = name.includes("nothing") ? everything : vocabulary;
        const problems: string[] = [];
        const may: Vocabulary = name.includes("nothing") ? everything : vocabulary;
        for (const endpoint of dataset.endpoints) {
          if (endpoint.endsWith("Descriptors") || !loads.canUse(endpoint)) continue;
          if (!dataset.needs(endpoint).required.every((need) => loads.canUse(need))) {
            problems.push(`${endpoint} cannot be loaded`);
            continue;
          }
          const rule = rules.get(endpoint) as ResourceRule;
          for (let i = 0; i < dataset.count(endpoint); i++) {
            const body = dataset.body(endpoint, i, vocabulary);
            const found = [
              ...(standard?.problems(endpoint, body) ?? []),
              ...descriptorProblems(rule, body, may),
              ...structureProblems(rule, body),
            ];
            problems.push(...found.map((problem) => `${endpoint} ${i} ${problem}`));
          }
        }
        expect([...new Set(problems)].slice(0, 20)).toEqual([]);
      });
    }

    it("refer to items of earlier resources only, and every key occurs once", () => {
      for (const sizes of [smoke, dev]) {
        const dataset = createDataset({ ...settings, ...sizes });
        const keys = new Map<string, Set<string>>();
        const problems = new Set<string>();
        const organizations = new Set(educationOrganizationIds(dataset.settings));
        for (const [endpoint, i, body] of bodies(dataset, everything)) {
          const rule = rules.get(endpoint) as ResourceRule;
          const key = JSON.stringify(rule.identity.map((path) => valuesAt(body, path)[0]));
          const known = keys.get(endpoint) ?? new Set();
          keys.set(endpoint, known);
          if (known.has(key)) problems.add(`${endpoint} ${i} has the key of another: ${key}`);
          known.add(key);
          for (const reference of rule.references) {
            for (const value of valuesAt(body, reference.path) as Body[]) {
              const target = [...rules.values()].find((other) => other.endpoint === reference.targetEndpoint);
              if (target === undefined) {
                if (!organizations.has(Object.values(value)[0] as number))
                  problems.add(`${endpoint} ${i} ${reference.path}`);
              } else if (!keys.get(target.endpoint)?.has(pointsTo(value, reference, target))) {
                problems.add(`${endpoint} ${i} ${reference.path} ${JSON.stringify(value)} points nowhere`);
              }
            }
          }
        }
        expect([...problems].slice(0, 10)).toEqual([]);
      }
    });

    it("have keys that are query filters with the values of the body", () => {
      const dataset = createDataset({ ...settings, ...dev });
      const problems = new Set<string>();
      for (const [endpoint, i, body] of bodies(dataset, everything, 7)) {
        const rule = rules.get(endpoint) as ResourceRule;
        const key = dataset.key(endpoint, i);
        const covered = new Set<string>();
        for (const [field, value] of Object.entries(key)) {
          const paths = rule.queryFieldsComputed[field];
          if (paths === undefined) problems.add(`${endpoint}: ${field} is no query field`);
          for (const path of paths ?? []) {
            covered.add(path);
            const values = valuesAt(body, path); // a field may stand for an optional reference too
            if (values.length > 0 && values[0] !== value) problems.add(`${endpoint}: ${field} is not ${path}`);
          }
        }
        for (const path of rule.identity)
          if (!covered.has(path)) problems.add(`${endpoint}: ${path} is not in the key`);
      }
      expect([...problems]).toEqual([]);
    });

    it("name every endpoint they use in needs()", () => {
      const dataset = createDataset({ ...settings, ...dev });
      const problems = new Set<string>();
      for (const [endpoint, , body] of bodies(dataset, everything)) {
        const rule = rules.get(endpoint) as ResourceRule;
        const { required, optional } = dataset.needs(endpoint);
        const all = new Set([...required, ...optional]);
        const bare = new Set(required);
        const narrow = { canUse: (name: string) => bare.has(name) };
        const minimal = dataset.body(endpoint, 0, narrow);
        for (const { path, endpoint: used } of rule.descriptors) {
          if (valuesAt(body, path).length > 0 && !all.has(used)) problems.add(`${endpoint} does not name ${used}`);
          if (valuesAt(minimal, path).length > 0 && !bare.has(used)) problems.add(`${endpoint} keeps ${used}`);
        }
        for (const { path, targetEndpoint } of rule.references) {
          if (targetEndpoint === undefined || targetEndpoint === "educationOrganizations") continue;
          const known = [...rules.keys()].includes(targetEndpoint);
          if (known && valuesAt(body, path).length > 0 && !all.has(targetEndpoint)) {
            problems.add(`${endpoint} does not name ${targetEndpoint}`);
          }
          if (known && valuesAt(minimal, path).length > 0 && !bare.has(targetEndpoint)) {
            problems.add(`${endpoint} keeps ${targetEndpoint}`);
          }
        }
      }
      expect([...problems]).toEqual([]);
    });

    it("use descriptors as the Data Standard spells them", () => {
      const dataset = createDataset({ ...settings, ...smoke });
      for (const endpoint of dataset.endpoints.filter((name) => name.endsWith("Descriptors"))) {
        for (let i = 0; i < dataset.count(endpoint); i++) {
          const { namespace, codeValue, shortDescription } = dataset.body(endpoint, i, everything) as Record<
            string,
            string
          >;
          const uri = `${namespace}#${codeValue}`;
          expect(standard?.descriptors.get(uri.toLowerCase())).toEqual({ endpoint, uri, shortDescription });
        }
      }
    });
  },
);
