import { describe, expect, it } from "vitest";
import { indexModel } from "./build.ts";
import { modelFromOpenApi } from "./from-openapi.ts";
import { readOpenApi, type Unreadable } from "./openapi-document.ts";
import type { Model } from "./types.ts";

type Json = Readonly<Record<string, unknown>>;

const ref = (name: string): { $ref: string } => ({ $ref: `#/definitions/${name}` });
const text = { type: "string", maxLength: 20 };
const number = { type: "integer" };
const key = { "x-Ed-Fi-isIdentity": true };

function path(schema: string, filters: readonly Json[] = []): Json {
  const body = { in: "body", name: "body", required: true, schema: ref(schema) };
  return { get: { parameters: filters.map((each) => ({ in: "query", ...each })) }, post: { parameters: [body] } };
}

/** As Swagger 2. @param endpoints schema by path */
function document(endpoints: Readonly<Record<string, string | Json>>, definitions: Json): Json {
  const paths = Object.entries(endpoints).map(([name, item]) => [name, typeof item === "string" ? path(item) : item]);
  return { swagger: "2.0", paths: Object.fromEntries(paths), definitions };
}

function read(...documents: Json[]): { model: Model; left: string[] } {
  const left: string[] = [];
  const note = ({ project, endpoint, reason }: Unreadable): void => void left.push(`${project}/${endpoint}: ${reason}`);
  return { model: modelFromOpenApi(documents.map(readOpenApi), indexModel([]), note), left };
}

const SCHOOL = { required: ["schoolId"], properties: { schoolId: { ...number, ...key } } };
const SCHOOL_REFERENCE = { properties: { schoolId: number, link: ref("link") } };

describe("modelFromOpenApi without a base", () => {
  it("finds the key of a resource that nothing refers to among its query parameters", () => {
    const filters = [
      { name: "offset" },
      { name: "eventDate", ...key },
      { name: "homeSchoolId", ...key },
      { name: "schoolId" },
    ];
    const visit = {
      required: ["eventDate", "homeSchoolReference", "schoolReference"],
      properties: {
        eventDate: { type: "string", format: "date", ...key },
        homeSchoolReference: ref("edFi_schoolReference"),
        schoolReference: ref("edFi_schoolReference"),
      },
    };
    const { model } = read(
      document(
        { "/ed-fi/schools": "edFi_school", "/ed-fi/visits": path("edFi_visit", filters) },
        { edFi_school: SCHOOL, edFi_schoolReference: SCHOOL_REFERENCE, edFi_visit: visit },
      ),
    );
    expect(model.byName.get("Visit")?.identity).toEqual(["$.eventDate", "$.homeSchoolReference.schoolId"]);
  });

  it("takes all required references where nothing tells the key", () => {
    const visit = {
      required: ["visitId", "schoolReference"],
      properties: {
        visitId: { ...text, ...key },
        schoolReference: ref("edFi_schoolReference"),
        nextSchoolReference: ref("edFi_schoolReference"),
      },
    };
    const { model } = read(
      document(
        { "/ed-fi/schools": "edFi_school", "/ed-fi/visits": "edFi_visit" },
        { edFi_school: SCHOOL, edFi_schoolReference: SCHOOL_REFERENCE, edFi_visit: visit },
      ),
    );
    expect(model.byName.get("Visit")?.identity).toEqual(["$.schoolReference.schoolId", "$.visitId"]);
  });

  it("leaves out resources whose keys contain themselves, and keeps what refers to them", () => {
    const pair = (other: string): Json => ({
      required: ["id1", `${other}Reference`],
      properties: { id1: { ...text, ...key }, [`${other}Reference`]: { ...ref(`edFi_${other}Reference`), ...key } },
    });
    const { model, left } = read(
      document(
        { "/ed-fi/hens": "edFi_hen", "/ed-fi/eggs": "edFi_egg", "/ed-fi/nests": "edFi_nest" },
        {
          edFi_hen: pair("egg"),
          edFi_egg: pair("hen"),
          edFi_henReference: { properties: { id1: text } },
          edFi_eggReference: { properties: { id1: text, colourDescriptor: { type: "string" } } },
          edFi_nest: { properties: { nestId: { ...text, ...key }, eggReference: ref("edFi_eggReference") } },
        },
      ),
    );
    expect(left).toEqual([
      "ed-fi/hens: its natural key contains itself",
      "ed-fi/eggs: its natural key contains itself",
    ]);
    expect(model.byName.get("Nest")?.properties[1]).toMatchObject({
      target: "Egg",
      keys: [
        { name: "colourDescriptor", type: "descriptor", descriptor: "ColourDescriptor" },
        { name: "id1", type: "string", maxLength: 20 },
      ],
    });
  });

  it("says of each resource why it cannot be read", () => {
    const withBody = { get: {}, post: { parameters: [{ in: "body", schema: { type: "object" } }] } };
    const { model, left } = read(
      document(
        {
          "/ed-fi/schools": "edFi_school",
          "/ed-fi/lost": "edFi_lost",
          "/ed-fi/odds": "edFi_odd",
          "/ed-fi/keyless": "edFi_keyless",
          "/ed-fi/loops": "edFi_loop",
          "/ed-fi/inline": withBody,
          "/ed-fi/inline/{id}": {},
          "/oauth/token": withBody,
        },
        {
          edFi_school: SCHOOL,
          edFi_odd: { required: ["any"], properties: { oddId: { ...text, ...key }, any: { type: "object" } } },
          edFi_keyless: { properties: { name: text } },
          edFi_loop: { required: ["self"], properties: { loopId: { ...text, ...key }, self: ref("edFi_loop") } },
        },
      ),
    );
    expect(model.resources.map(({ name }) => name)).toEqual(["School"]);
    expect(left).toEqual([
      "ed-fi/lost: the document does not define its schema edFi_lost",
      "ed-fi/inline: the document names no schema for the body of its POST operation",
      "ed-fi/odds: its property any is required and has a type that cannot be read",
      "ed-fi/keyless: the document does not tell its natural key",
      "ed-fi/loops: its property self is required and has a type that cannot be read",
    ]);
  });

  it("keeps names of two projects apart, whichever comes first in the document", () => {
    const named = { properties: { name: { ...text, ...key }, kindDescriptor: text } };
    const { model } = read(
      document(
        {
          "/homograph/names": "homograph_name",
          "/ed-fi/names": "edFi_name",
          "/homograph/kindDescriptors": "homograph_kindDescriptor",
          "/ed-fi/kindDescriptors": "edFi_kindDescriptor",
        },
        {
          edFi_name: named,
          homograph_name: {
            properties: { ...named.properties, nameReference: ref("homograph_nameReference") },
          },
          homograph_nameReference: { properties: { name: text } },
        },
      ),
    );
    expect(model.byEndpoint.get("ed-fi/names")).toMatchObject({
      name: "Name",
      properties: [{}, { descriptor: "KindDescriptor" }],
    });
    expect(model.byEndpoint.get("homograph/names")).toMatchObject({
      name: "HomographName",
      properties: [{}, { descriptor: "HomographKindDescriptor" }, { target: "HomographName" }],
    });
    expect(model.byEndpoint.get("homograph/kinddescriptors")?.name).toBe("HomographKindDescriptor");
  });

  it("keeps the endpoints as the target spells them, and finds the descriptor types behind", () => {
    const program = { properties: { programId: { ...text, ...key }, cteProgramServiceDescriptor: text } };
    const { model } = read(
      document(
        {
          "/ed-fi/programs": "edFi_program",
          "/ed-fi/cTEProgramServiceDescriptors": "edFi_cTEProgramServiceDescriptor",
        },
        { edFi_program: program },
      ),
    );
    const descriptor = model.byEndpoint.get("ed-fi/cteprogramservicedescriptors");
    expect(descriptor).toMatchObject({ endpoint: "cTEProgramServiceDescriptors", name: "CTEProgramServiceDescriptor" });
    expect(model.byName.get("Program")?.properties[1]).toMatchObject({ descriptor: descriptor?.name });
  });

  it("takes the lengths of descriptors from their schema", () => {
    const values = { codeValue: { ...text, ...key }, namespace: { ...text, ...key }, description: { maxLength: 9 } };
    const { model } = read(
      document({ "/ed-fi/sexDescriptors": "edFi_sexDescriptor" }, { edFi_sexDescriptor: { properties: values } }),
    );
    expect(model.byName.get("SexDescriptor")?.properties).toMatchObject([
      { name: "codeValue", maxLength: 20, required: true, identity: true },
      { name: "description", maxLength: 9 },
      { name: "namespace", maxLength: 20 },
    ]);
  });

  it("reads the core before what extends it, in whatever order the documents come", () => {
    const core = document(
      { "/ed-fi/schools": "edFi_school" },
      {
        edFi_school: { ...SCHOOL, properties: { ...SCHOOL.properties, _ext: ref("edFi_schoolExtensions") } },
        edFi_schoolExtensions: { properties: { sample: ref("sample_schoolExtension") } },
        sample_schoolExtension: { properties: { mascotDescriptor: text } },
      },
    );
    const extension = document(
      { "/sample/buses": "sample_bus" },
      {
        sample_bus: { properties: { busId: { ...text, ...key }, schoolReference: ref("edFi_schoolReference") } },
        edFi_schoolReference: SCHOOL_REFERENCE,
      },
    );
    const { model } = read(extension, core);
    expect(model.byName.get("Bus")?.properties[1]).toMatchObject({ keys: [{ targetPaths: ["$.schoolId"] }] });
    expect(model.byName.get("School")?.properties[1]).toMatchObject({
      name: "_ext",
      properties: [{ name: "sample", properties: [{ descriptor: "MascotDescriptor" }] }],
    });
    expect(model.byEndpoint.has("sample/mascotdescriptors")).toBe(true);
  });

  it("leaves out optional parts that it cannot read", () => {
    const list = (items: Json): Json => ({ type: "array", items });
    const { model } = read(
      document(
        { "/ed-fi/schools": "edFi_school" },
        {
          edFi_school: {
            properties: {
              ...SCHOOL.properties,
              parts: list(ref("edFi_part")),
              unknownReference: ref("edFi_unknownReference"),
              any: {},
            },
          },
          edFi_part: { required: ["any"], properties: { any: {}, name: text } },
        },
      ),
    );
    expect(model.byName.get("School")?.properties.map(({ name }) => name)).toEqual(["schoolId"]);
  });

  it("reads paths that have a tenant or the base of the data in front", () => {
    const { model } = read(
      document(
        { "/{tenant}/data/ed-fi/schools": "edFi_school", "/{tenant}/data/ed-fi/schools/{id}": {} },
        { edFi_school: SCHOOL },
      ),
    );
    expect(model.byEndpoint.has("ed-fi/schools")).toBe(true);
  });
});
