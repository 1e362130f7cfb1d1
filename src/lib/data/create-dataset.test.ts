import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { educationOrganizationIds } from "../../target/authorization/organization-ids.ts";
import { createDataset } from "./create-dataset.ts";
import type { DatasetSettings, Vocabulary } from "./dataset.ts";
import { createStreams, mix } from "./hash.ts";
import { createShape } from "./shape.ts";

const everything: Vocabulary = { canUse: () => true };
const small: DatasetSettings = {
  seed: 1,
  datasetId: 2559,
  schoolYear: 2026,
  schools: 3,
  students: 13,
  staff: 5,
  coursesPerSchool: 4,
  sectionsPerCourse: 1,
};

const sizes = fc.record({
  seed: fc.nat(0xffffffff),
  datasetId: fc.integer({ min: 1, max: 9999 }),
  schoolYear: fc.integer({ min: 2000, max: 2099 }),
  schools: fc.integer({ min: 1, max: 12 }),
  students: fc.integer({ min: 0, max: 60 }),
  staff: fc.integer({ min: 0, max: 15 }),
  coursesPerSchool: fc.integer({ min: 1, max: 30 }),
  sectionsPerCourse: fc.integer({ min: 1, max: 3 }),
});

/** Every body of a dataset as text, calendar dates left out: they are many and alike. */
function text(settings: DatasetSettings, vocabulary = everything): string {
  const dataset = createDataset(settings);
  const lines: string[] = [];
  for (const endpoint of dataset.endpoints) {
    if (endpoint === "calendarDates") continue;
    for (let i = 0; i < dataset.count(endpoint); i++) {
      lines.push(`${endpoint} ${i} ${JSON.stringify(dataset.body(endpoint, i, vocabulary))}`);
    }
  }
  return lines.join("\n");
}

/** Keys of all items but descriptors and school years, which every dataset shares. */
function keys(settings: DatasetSettings): string[] {
  const dataset = createDataset(settings);
  const found: string[] = [];
  for (const endpoint of dataset.endpoints) {
    if (endpoint.endsWith("Descriptors") || endpoint === "schoolYearTypes" || endpoint === "calendarDates") continue;
    for (let i = 0; i < dataset.count(endpoint); i++) found.push(endpoint + JSON.stringify(dataset.key(endpoint, i)));
  }
  return found;
}

describe("createDataset", () => {
  it("gives the same bodies whatever was asked for before", () => {
    const { endpoints, ...whole } = createDataset(small);
    for (const endpoint of endpoints) {
      const fresh = createDataset(small);
      expect(fresh.body(endpoint, 0, everything), endpoint).toEqual(whole.body(endpoint, 0, everything));
      expect(fresh.count(endpoint), endpoint).toBe(whole.count(endpoint));
    }
  });

  it("has no resource of another name", () => {
    for (const endpoint of ["hats", "hatDescriptors", "Descriptors"]) {
      const dataset = createDataset(small);
      expect(dataset.count(endpoint)).toBe(0);
      expect(() => dataset.body(endpoint, 0, everything)).toThrow(RangeError);
    }
  });

  it("gives the same bytes for the same settings", () => {
    fc.assert(
      fc.property(sizes, (settings) => text(settings) === text({ ...settings })),
      { numRuns: 5 },
    );
  });

  it("does not depend on the order in which items are asked for", () => {
    const forwards = createDataset({ ...small, schools: 6, students: 90 });
    const other = createDataset({ ...small, schools: 6, students: 90 });
    for (const endpoint of ["students", "studentSectionAssociations", "grades", "sections", "courseTranscripts"]) {
      const count = forwards.count(endpoint);
      const expected = Array.from({ length: count }, (_, i) => JSON.stringify(forwards.body(endpoint, i, everything)));
      for (let n = 0; n < count; n++) {
        const i = (n * 7919) % count;
        expect(JSON.stringify(other.body(endpoint, i, everything))).toBe(expected[i]);
      }
    }
  });

  it("has exactly the schools, students and staff that were asked for, and no key twice, at any size", () => {
    fc.assert(
      fc.property(sizes, (settings) => {
        const dataset = createDataset(settings);
        expect(dataset.count("schools")).toBe(settings.schools);
        expect(dataset.count("students")).toBe(settings.students);
        expect(dataset.count("staffs")).toBe(settings.staff);
        expect(dataset.count("courses")).toBe(settings.schools * settings.coursesPerSchool);
        const all = keys(settings);
        expect(new Set(all).size).toBe(all.length);
      }),
      { numRuns: 25 },
    );
  });

  it("gives each item the key that its body has, in the same order", () => {
    const dataset = createDataset({ ...small, schools: 70, students: 90 });
    for (const endpoint of dataset.endpoints) {
      for (const index of new Set([0, dataset.count(endpoint) >> 1, dataset.count(endpoint) - 1])) {
        const key = dataset.keyOf(endpoint, dataset.body(endpoint, index, everything));
        expect(JSON.stringify(dataset.key(endpoint, index)), endpoint).toBe(JSON.stringify(key));
      }
    }
  });

  it("has other people but as many items with another seed", () => {
    const one = createDataset({ ...small, students: 200, seed: 1 });
    const two = createDataset({ ...small, students: 200, seed: 2 });
    let same = 0;
    for (let i = 0; i < 200; i++) {
      const a = one.body("students", i, everything);
      const b = two.body("students", i, everything);
      if (a.firstName === b.firstName && a.lastSurname === b.lastSurname) same++;
      expect(one.key("students", i)).toEqual(two.key("students", i));
    }
    expect(same).toBeLessThan(5);
    for (const endpoint of ["students", "contacts", "staffs", "sessions", "courses"]) {
      expect(one.count(endpoint)).toBe(two.count(endpoint));
    }
  });

  it("shares no key between two dataset ids", () => {
    const one = new Set(keys({ ...small, datasetId: 1 }));
    for (const datasetId of [2, 10, 11, 100, 9999]) {
      expect(keys({ ...small, datasetId }).filter((key) => one.has(key))).toEqual([]);
    }
  });

  it("gives people beyond the planned ones bodies and keys of their own", () => {
    const dataset = createDataset(small);
    const indexes = [0, 12, 13, 14, 1000, 123_456_789, 999_999_999, 1_000_000_000];
    for (const endpoint of ["students", "contacts", "staffs"]) {
      const found = indexes.map((i) => JSON.stringify(dataset.key(endpoint, i)));
      expect(new Set(found).size).toBe(indexes.length);
      for (const i of indexes) {
        const body = dataset.body(endpoint, i, everything);
        expect(JSON.stringify(body)).not.toMatch(/undefined|NaN|null/);
        expect(String(Object.values(dataset.key(endpoint, i))[0]).length).toBeLessThanOrEqual(32);
        if (endpoint === "students") expect(body.birthDate).toMatch(/^20(0[5-9]|1\d|20)-\d\d-\d\d$/);
      }
    }
  });

  it("keeps education organization ids within 32 bits and lists agencies before schools", () => {
    const dataset = createDataset({ ...small, datasetId: 9999, schools: 130, students: 200 });
    const ids = educationOrganizationIds(dataset.settings);
    expect(ids).toHaveLength(2 + 3 + 130);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toBeLessThan(2 ** 31);
    expect(ids.slice(5)).toEqual(Array.from({ length: 130 }, (_, s) => dataset.key("schools", s).schoolId));
  });

  it("leaves out whatever the vocabulary does not allow", () => {
    const dataset = createDataset({ ...small, students: 40 });
    for (const endpoint of dataset.endpoints) {
      const { required, optional } = dataset.needs(endpoint);
      for (const banned of optional.filter((name) => name.endsWith("Descriptors"))) {
        const without: Vocabulary = { canUse: (name) => name !== banned };
        const type = `/${banned.slice(0, -1)}#`.toLowerCase();
        for (let i = 0; i < Math.min(40, dataset.count(endpoint)); i++) {
          expect(JSON.stringify(dataset.body(endpoint, i, without)).toLowerCase()).not.toContain(type);
        }
        expect(required).not.toContain(banned);
      }
    }
  });

  it("has endpoints in an order in which everything needed comes first, and no descriptor without a use", () => {
    const { endpoints, needs } = createDataset({ ...small, students: 60 });
    const used = new Set<string>();
    for (const [position, endpoint] of endpoints.entries()) {
      const { required, optional } = needs(endpoint);
      for (const need of [...required, ...optional]) {
        used.add(need);
        expect(endpoints.slice(0, position), `${endpoint} needs ${need}`).toContain(need);
      }
    }
    expect(endpoints.filter((name) => name.endsWith("Descriptors") && !used.has(name))).toEqual([]);
  });

  it("names the endpoint that it does not have", () => {
    const dataset = createDataset(small);
    expect(dataset.count("unicorns")).toBe(0);
    expect(() => dataset.body("unicorns", 0, everything)).toThrow("The dataset has no unicorns.");
    expect(() => dataset.key("unicornDescriptors", 0)).toThrow(RangeError);
  });

  it("is what it was: a changed hash means that runs made before cannot be resumed", () => {
    const digest = createHash("sha256").update(text(small)).digest("hex");
    expect(digest).toMatchInlineSnapshot(`"8361d6cf3bb34e230192385294df72cc838c9f92e32ab2520b124b89a2b1dd18"`);
  });
});

describe("createShape", () => {
  it("spreads people over schools without losing any, and gives small datasets every level", () => {
    fc.assert(
      fc.property(sizes, (settings) => {
        const { students, staff, levels } = createShape(settings);
        expect(students.starts[settings.schools]).toBe(settings.students);
        expect(staff.starts[settings.schools]).toBe(settings.staff);
        for (let i = 0; i < settings.students; i++) {
          const s = students.part(i);
          expect(i).toBeGreaterThanOrEqual(students.starts[s] as number);
          expect(i).toBeLessThan(students.starts[s + 1] as number);
        }
        if (settings.schools > 2) expect(new Set(levels).size).toBe(3);
        if (settings.schools === 2) expect([...levels].sort()).toEqual([0, 2]);
        if (settings.students >= settings.schools) {
          for (let s = 0; s < settings.schools; s++) {
            expect((students.starts[s + 1] as number) - (students.starts[s] as number)).toBeGreaterThan(0);
          }
        }
      }),
    );
  });

  it("makes the largest school several times the smallest", () => {
    const { students } = createShape({ ...small, schools: 130, students: 75_000 });
    const found = Array.from(
      { length: 130 },
      (_, s) => (students.starts[s + 1] as number) - (students.starts[s] as number),
    );
    expect(Math.max(...found) / Math.min(...found)).toBeGreaterThan(4);
    expect(Math.max(...found)).toBeLessThan(3000);
  });
});

describe("createStreams", () => {
  it("fills every bucket evenly, for consecutive indexes and for strides", () => {
    for (const seed of [0, 1, 0xffffffff]) {
      const stream = createStreams(seed)(3);
      for (const stride of [1, 2, 7, 64, 1000]) {
        for (const buckets of [2, 7, 100]) {
          const counts = new Array<number>(buckets).fill(0);
          const n = 20_000;
          for (let i = 0; i < n; i++)
            counts[stream(i * stride) % buckets] = (counts[stream(i * stride) % buckets] ?? 0) + 1;
          const expected = n / buckets;
          const chi = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
          expect(chi, `seed ${seed} stride ${stride} buckets ${buckets}`).toBeLessThan(
            buckets + 6 * Math.sqrt(2 * buckets),
          );
        }
      }
    }
  });

  it("changes about half of the bits when one bit of the input changes", () => {
    for (let bit = 0; bit < 32; bit++) {
      let changed = 0;
      for (let i = 0; i < 500; i++) {
        let difference = mix(i * 2654435) ^ mix((i * 2654435) ^ (1 << bit));
        for (; difference !== 0; difference &= difference - 1) changed++;
      }
      expect(changed / 500).toBeGreaterThan(13);
      expect(changed / 500).toBeLessThan(19);
    }
  });

  it("has no two streams alike", () => {
    const streams = createStreams(42);
    const heads = Array.from({ length: 200 }, (_, id) => streams(id)(0));
    expect(new Set(heads).size).toBe(200);
  });
});
