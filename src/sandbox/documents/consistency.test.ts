/** Whatever clients do in whatever order, every stored reference names a stored document under its present key. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { loadDataStandard } from "../model/data-standard.ts";
import { bodyOf } from "./content.ts";
import { keyOfReference } from "./natural-key.ts";
import { planIndex, type ResourcePlan, tableKey } from "./resource-plan.ts";
import { shapeBody } from "./shape.ts";
import { addSection, enrolmentBody, SCHOOL, schoolBody, sessionBody, studentBody } from "./testing/district.ts";
import { type Harness, harness } from "./testing/harness.ts";

const plans = planIndex(loadDataStandard());
const name = fc.constantFrom("Fall", "Spring", "Summer");
const number = fc.integer({ min: 0, max: 2 });
const WRITTEN = [
  "sessions",
  "courseOfferings",
  "sections",
  "studentSectionAssociations",
  "students",
  "classPeriods",
  "schools",
];

type Step = (h: Harness) => number;

const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(name, number).map(
    ([session, student]): Step =>
      (h) => {
        h.post("students", studentBody(`s${student}`));
        h.post("sessions", sessionBody(session));
        const reference = { schoolId: SCHOOL, schoolYear: 2026, sessionName: session };
        const courseReference = { courseCode: "ALG-1", educationOrganizationId: SCHOOL };
        const offering = { localCourseCode: `L${student}`, schoolReference: { schoolId: SCHOOL }, courseReference };
        return h.post("courseOfferings", { ...offering, sessionReference: reference }).status;
      },
  ),
  fc.tuple(name, number, number).map(
    ([sessionName, code, section]): Step =>
      (h) => {
        const courseOfferingReference = {
          localCourseCode: `L${code}`,
          schoolId: SCHOOL,
          schoolYear: 2026,
          sessionName,
        };
        return h.post("sections", { sectionIdentifier: `X${section}`, courseOfferingReference }).status;
      },
  ),
  number.map(
    (student): Step =>
      (h) => {
        const [section] = h.get("sections?offset=1&limit=1").body;
        if (section === undefined) return 200;
        const { link: _link, ...offering } = section.courseOfferingReference;
        const sectionReference = { ...offering, sectionIdentifier: section.sectionIdentifier };
        return h.post("studentSectionAssociations", { ...enrolmentBody(`s${student}`), sectionReference }).status;
      },
  ),
  fc.tuple(name, number).map(
    ([sessionName, at]): Step =>
      (h) => {
        const session = h.get(`sessions?offset=${at}&limit=1`).body[0];
        return session === undefined
          ? 200
          : h.call("PUT", `/ed-fi/sessions/${session.id}`, { ...session, sessionName }).status;
      },
  ),
  fc.tuple(number, number).map(
    ([identifier, at]): Step =>
      (h) => {
        const section = h.get(`sections?offset=${at}&limit=1`).body[0];
        if (section === undefined) return 200;
        return h.call("PUT", `/ed-fi/sections/${section.id}`, { ...section, sectionIdentifier: `X${identifier}` })
          .status;
      },
  ),
  fc.tuple(number, number).map(
    ([school, at]): Step =>
      (h) => {
        h.post("schools", schoolBody(SCHOOL + school));
        const period = h.get(`classPeriods?offset=${at}&limit=1`).body[0];
        const schoolReference = { schoolId: SCHOOL + school };
        if (period === undefined) return h.post("classPeriods", { classPeriodName: "P", schoolReference }).status;
        return h.call("PUT", `/ed-fi/classPeriods/${period.id}`, { ...period, schoolReference }).status;
      },
  ),
  fc.tuple(fc.constantFrom(...WRITTEN), number).map(
    ([endpoint, at]): Step =>
      (h) => {
        const item = h.get(`${endpoint}?offset=${at}&limit=1`).body[0];
        return item === undefined ? 404 : h.call("DELETE", `/ed-fi/${endpoint}/${item.id}`).status;
      },
  ),
);

function check({ store, api }: Harness): void {
  let documents = 0;
  for (const table of store.tableNames()) {
    const plan = plans.byTable.get(table) as ResourcePlan;
    for (const document of store.table(table).all()) {
      documents += 1;
      const body = bodyOf(document);
      expect(tableKey(plan, body)).toBe(document.key);
      expect(store.table(table).byKey(document.key)).toBe(document);
      expect(store.bySeq(document.seq)).toBe(document);
      const shaped = shapeBody(plan.model, body);
      expect(shaped.errors.found).toBeUndefined();
      for (const { property, value } of shaped.references) {
        const key = keyOfReference(property.keys, value);
        const target =
          plans.byName.get(property.target) === undefined
            ? store.byAlias(`${property.target}:${key}`)
            : store.table((plans.byName.get(property.target) as ResourcePlan).table).byKey(key);
        expect(document.refs).toContain(target?.seq);
      }
      for (const seq of document.refs) {
        const target = store.bySeq(seq);
        expect(target).toBeDefined();
        if (target !== undefined) expect([...store.referrers(target)]).toContain(document);
      }
    }
  }
  expect(Object.values(api.counts()).reduce((sum, rows) => sum + rows, 0)).toBe(documents);
}

test("references stay whole", () => {
  const statuses = new Set<number>();
  fc.assert(
    fc.property(fc.array(steps, { minLength: 5, maxLength: 40 }), (sequence) => {
      const h = harness();
      addSection(h);
      for (const step of sequence) statuses.add(step(h));
      check(h);
    }),
    { numRuns: 60 },
  );
  expect([...statuses].toSorted()).toEqual(expect.arrayContaining([200, 201, 204, 409]));
  expect(Math.max(...statuses)).toBeLessThan(500);
});
