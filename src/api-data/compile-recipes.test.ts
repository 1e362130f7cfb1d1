import { describe, expect, it } from "vitest";
import { compiled, NOTHING, OWN, orderIn, refusals, without } from "../../test/recipes/compiled.ts";
import { endpointOf } from "../api-model/endpoint.ts";
import { loadDataStandard } from "../sandbox/model/data-standard.ts";
import { educationOrganizationIds } from "../target/authorization/organization-ids.ts";

const model = loadDataStandard();
const all = model.resources.map(endpointOf);

describe("recipes of Data Standard 5.2", () => {
  it("make all that the dataset does not have, and nothing is refused", () => {
    const result = compiled(model, OWN);
    expect(result.leftOut).toEqual([]);
    expect(result.fewer).toEqual([]);
    expect(new Set(result.items.endpoints)).toEqual(new Set(all));
    expect(result.recipes.every(({ count }) => count === 2)).toBe(true);
    expect(refusals(model, result)).toEqual([]);
  });

  it("make the whole standard, from nothing", () => {
    const result = compiled(model, NOTHING);
    expect(result.leftOut).toEqual([]);
    expect(result.recipes.map(({ endpoint }) => endpoint).sort()).toEqual([...all].sort());
    expect(result.fewer).toEqual([{ endpoint: "schoolYearTypes", wanted: 2, count: 1 }]);
    expect(refusals(model, result)).toEqual([]);
  });

  it("join a dataset that lacks most resources", () => {
    const kept =
      /^(schools|(localEducation|stateEducation)Agencies|educationServiceCenters|schoolYearTypes|students|staffs|contacts|calendars|(?!term).*Descriptors)$/;
    const result = compiled(
      model,
      without(
        OWN,
        OWN.endpoints.filter((endpoint) => !kept.test(endpoint)),
      ),
    );
    expect(result.leftOut).toEqual([]);
    expect(result.recipes.map(({ endpoint }) => endpoint)).toEqual(
      expect.arrayContaining(["sections", "termDescriptors"]),
    );
    expect(refusals(model, result)).toEqual([]);
  });

  it("refer to what comes before only", () => {
    const { recipes } = compiled(model, NOTHING);
    const seen = new Set<string>();
    for (const { endpoint, groups, needs } of recipes) {
      const used = [...groups.flatMap(({ endpoints }) => endpoints), ...needs.required, ...needs.optional];
      expect(
        used.filter((each) => !seen.has(each)),
        endpoint,
      ).toEqual([]);
      seen.add(endpoint);
    }
  });

  it("give each kind of education organization IDs of its own, above those of the dataset", () => {
    const { items, recipes } = compiled(model, OWN);
    const ids = recipes
      .filter(({ members }) => members.some(([name]) => name === "nameOfInstitution"))
      .flatMap(({ endpoint, count }) =>
        Array.from({ length: count }, (_, at) => Object.values(items.key(endpoint, at))[0]),
      );
    expect(ids).toHaveLength(10);
    expect(new Set([...ids, ...educationOrganizationIds(OWN.settings)]).size).toBe(
      10 + educationOrganizationIds(OWN.settings).length,
    );
    for (const id of ids) expect(id).toBeLessThan(2 ** 31);
  });

  it("have something to change where the root has more than its key", () => {
    for (const { endpoint, changeable, members, identity } of compiled(model, NOTHING).recipes) {
      if (changeable === undefined) continue;
      const place = members.findIndex(([name]) => name === changeable.property);
      expect(place, endpoint).toBeGreaterThanOrEqual(identity);
      expect(members[place]?.[1].is).toBe(changeable.kind);
    }
  });
});

describe("compileRecipes", () => {
  it("keeps what is wanted and what that needs", () => {
    const wants = (endpoint: string) => endpoint === "surveySectionResponses";
    const { recipes } = compiled(model, NOTHING, { selection: { wants, countOf: (_, usual) => usual } });
    const names = recipes.map(({ endpoint }) => endpoint);
    expect(names.at(-1)).toBe("surveySectionResponses");
    expect(names).toEqual(expect.arrayContaining(["surveys", "surveyResponses", "surveySections"]));
    expect(names.length).toBeLessThan(15);
  });

  it("finds endpoints without regard to case", () => {
    const shouted = { ...OWN, endpoints: OWN.endpoints.map((each) => (each === "schools" ? "SCHOOLS" : each)) };
    const { recipes } = compiled(model, {
      ...shouted,
      count: (each) => OWN.count(each.toLowerCase() === "schools" ? "schools" : each),
      key: (each, at) => OWN.key(each === "SCHOOLS" ? "schools" : each, at),
    });
    expect(recipes.map(({ endpoint }) => endpoint)).not.toContain("schools");
    expect(recipes.flatMap(({ groups }) => groups.flatMap(({ endpoints }) => endpoints))).toContain("SCHOOLS");
  });

  it("says where keys do not allow as many items", () => {
    const countOf = (endpoint: string, usual: number) => (endpoint === "studentHealths" ? 100 : usual);
    const { fewer, items } = compiled(model, OWN, { selection: { wants: () => true, countOf } });
    expect(fewer).toEqual([{ endpoint: "studentHealths", wanted: 100, count: items.count("studentHealths") }]);
    expect(items.count("studentHealths")).toBeLessThan(100);
  });

  it("takes values that the target has, and needs nobody to make them", () => {
    const value = "uri://state.example/VisaDescriptor#H1";
    const { recipes } = compiled(model, NOTHING, {
      targetValues: (endpoint) => (endpoint === "termDescriptors" ? [value] : []),
    });
    const sessions = recipes.find(({ endpoint }) => endpoint === "sessions");
    expect(sessions?.members).toContainEqual(["termDescriptor", { is: "one-of", values: [value] }]);
    expect(sessions?.needs.required).not.toContain("termDescriptors");
  });

  it("puts new descriptors into a namespace of the user's", () => {
    const { items } = compiled(model, NOTHING, { namespace: "uri://district.example/" });
    expect(items.key("sexDescriptors", 0).namespace).toBe("uri://district.example/SexDescriptor");
    expect(items.body("surveys", 0, { canUse: () => true }).namespace).toBe("uri://district.example/Survey");
  });

  it("takes school years as given where the target has no resource for them", () => {
    const rest = model.resources.filter(({ name }) => name !== "SchoolYearType");
    const yearless = { ...model, resources: rest, byName: new Map(rest.map((each) => [each.name, each])) };
    const result = compiled(yearless, without(OWN, ["calendars"]), { orderOf: orderIn(model) });
    expect(result.leftOut).toEqual([]);
    expect(result.items.body("calendars", 0, { canUse: () => true })).toMatchObject({
      schoolYearTypeReference: { schoolYear: 2026 },
    });
  });

  it("says why a resource cannot be made", () => {
    const rest = model.resources.filter(({ name }) => name !== "Survey");
    const { leftOut } = compiled({ ...model, resources: rest }, NOTHING);
    expect(leftOut.map(({ endpoint }) => endpoint)).toContain("surveyResponses");
    expect(leftOut).toContainEqual({
      endpoint: "surveyQuestions",
      reason: "it needs Survey (surveyReference), of which there are no items",
    });
  });
});
