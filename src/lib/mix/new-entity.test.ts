/** Every kind of new item, sent to a sandbox that holds the whole of a small dataset. */
import { beforeAll, describe, expect, test } from "vitest";
import { loadDataStandard } from "../../../test/data-standard.ts";
import { type Harness, harness } from "../../sandbox/documents/testing/harness.ts";
import type { KnownItem, SchoolPlaces } from "../contracts/readwrite-plan.ts";
import { changeableProperty } from "../data/change.ts";
import { createDataset } from "../data/create-dataset.ts";
import { isDescriptor } from "../plan/smoke-selection.ts";
import { placeBySchool } from "./by-school.ts";
import { holdsKey } from "./item-key.ts";
import { makeRecipes } from "./make-recipes.ts";
import { depthOf, descendantsOf, isPerson, isTie, parentOf, withParents } from "./new-entity.ts";
import { type Key, makeChild, makeRoot, organizationOf, type Recipe } from "./recipe.ts";
import { serialOf } from "./serial.ts";
import { updateBody } from "./update-body.ts";

const SETTINGS = {
  seed: 1,
  datasetId: 2559,
  schools: 3,
  students: 24,
  staff: 12,
  coursesPerSchool: 4,
  sectionsPerCourse: 1,
  schoolYear: 2026,
};
const dataset = createDataset(SETTINGS);
const AGENCY = dataset.key("localEducationAgencies", 0).localEducationAgencyId as number;
const ALL = { canUse: () => true };
const standard = loadDataStandard();
const makeable = dataset.endpoints.filter((endpoint) => parentOf(endpoint) !== undefined);
const { recipes, templates } = makeRecipes(dataset, {
  mix: { cells: makeable.map((resource) => ({ kind: "create", resource, upTo: 1 })) },
  items: Object.fromEntries(dataset.endpoints.map((endpoint) => [endpoint, allItems(endpoint)])),
  usable: dataset.endpoints,
});
let box: Harness;
let serial = serialOf(Date.UTC(2026, 10, 23), 0, false);

beforeAll(() => {
  box = harness();
  for (const endpoint of dataset.endpoints)
    for (let index = 0; index < dataset.count(endpoint); index++)
      box.create(endpoint, dataset.body(endpoint, index, ALL));
});

interface Made {
  readonly endpoint: string;
  readonly id: string;
  readonly key: Key;
  readonly template: number;
}

function allItems(endpoint: string): KnownItem[] {
  return Array.from({ length: dataset.count(endpoint) }, (_, index) => [index, ""]);
}

/** A loaded item that the parent of a child of `template` is made after: for what ties a person to a school, one of it. */
function ownerTemplate(parent: string, endpoint: string, template: number): number {
  if (!isTie(parent)) return template % dataset.count(parent);
  const { items, schools } = placeBySchool(dataset, { [parent]: allItems(parent), [endpoint]: allItems(endpoint) });
  const itemsOf = (places: SchoolPlaces["places"], name: string): number[] => {
    const [first, count] = places[name] ?? [0, 0];
    return (items[name] ?? []).slice(first, first + count).map(([index]) => index);
  };
  const school = schools.find(({ places }) => itemsOf(places, endpoint).includes(template));
  return itemsOf(school?.places ?? {}, parent)[0] as number;
}

/** Makes an item and what it belongs to, in order of creation. */
function make(endpoint: string, template: number): Made[] {
  serial += 2;
  const parent = parentOf(endpoint);
  const owners = parent === "" || parent === undefined ? [] : make(parent, ownerTemplate(parent, endpoint, template));
  const owner = owners.at(-1);
  const recipe = recipes[endpoint] as Recipe;
  const { perParent } = recipe;
  const at = perParent === 0 ? template : perParent * (owner?.template ?? 0) + (template % perParent);
  const text = templates[recipe.first + at] as string;
  const item = owner === undefined ? makeRoot(text, recipe, serial) : makeChild(text, recipe, owner.key);
  const key = JSON.parse(item.key) as Key;
  const body = JSON.parse(item.body);
  expect(key, endpoint).toEqual(dataset.keyOf(endpoint, body));
  if (isPerson(endpoint)) expect(key).toEqual(dataset.key(endpoint, serial));
  expect(standard?.problems(endpoint, body) ?? [], endpoint).toEqual([]);
  const { status, body: answer, headers } = box.post(endpoint, body);
  expect({ endpoint, status, answer }).toMatchObject({ endpoint, status: 201 });
  return [...owners, { endpoint, id: headers.Location?.split("/").at(-1) ?? "", key, template: at }];
}

test("people, named items and what belongs to them can be made", () => {
  expect(makeable).toHaveLength(33);
  for (const endpoint of makeable)
    for (const child of descendantsOf(endpoint).endpoints) expect(withParents(child).slice(1)).toContain(endpoint);
  expect(descendantsOf("students").endpoints[0]).toBe("grades");
  expect(descendantsOf("students").endpoints.at(-1)).toBe("studentSchoolAssociations");
});

describe.each(makeable)("%s", (endpoint) => {
  test("are created, found by their keys, changed and deleted", () => {
    const templates = [0, Math.floor(dataset.count(endpoint) / 2), dataset.count(endpoint) - 1];
    const made = templates.map((template) => make(endpoint, template));
    for (const [tie, child] of made.map((items) => items.slice(items.findIndex(({ endpoint: each }) => isTie(each))))) {
      if (tie === undefined || child === undefined || !isTie(tie.endpoint)) continue;
      expect([organizationOf(tie.key), AGENCY], child.endpoint).toContain(organizationOf(child.key));
    }
    for (const item of made.flat()) {
      const query = Object.entries(item.key).map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
      const found = box.get(`${item.endpoint}?${query.join("&")}`);
      expect(
        found.body.map(({ id }: { id: string }) => id),
        item.endpoint,
      ).toEqual([item.id]);
      expect(holdsKey(found.body[0], item.key)).toBe(true);
      if (changeableProperty(item.endpoint) === undefined) continue;
      const changed = updateBody(changeableProperty(item.endpoint), found.body[0], serial, false);
      expect(changed).toBeDefined();
      const put = box.call("PUT", `/ed-fi/${item.endpoint}/${item.id}`, { ...changed, id: item.id });
      expect(put.status).toBe(204);
      expect(put.headers.ETag).not.toBe(`"${found.body[0]._etag}"`);
    }
    for (const items of made) {
      for (const [at, { endpoint: each }] of items.entries()) expect(depthOf(each)).toBe(at);
      for (const item of items.toReversed())
        expect(box.call("DELETE", `/ed-fi/${item.endpoint}/${item.id}`).status, item.endpoint).toBe(204);
    }
  });
});

test("a change of the same item is a change every time", () => {
  for (const endpoint of dataset.endpoints) {
    if (isDescriptor(endpoint) || changeableProperty(endpoint) === undefined || dataset.count(endpoint) === 0) continue;
    let body = dataset.body(endpoint, 0, ALL);
    for (let round = 1; round < 5; round++) {
      const next = updateBody(changeableProperty(endpoint), body, round, false);
      expect(next, endpoint).not.toEqual(body);
      expect(standard?.problems(endpoint, next) ?? [], endpoint).toEqual([]);
      body = next ?? body;
    }
  }
});

test("an item differs from another one in any part of its key", () => {
  const body = dataset.body("studentSectionAssociations", 0, ALL);
  const key = dataset.key("studentSectionAssociations", 0);
  expect(holdsKey(body, key)).toBe(true);
  for (const name of Object.keys(key)) expect(holdsKey(body, { ...key, [name]: "other" }), name).toBe(false);
});
