import { describe, expect, test } from "vitest";
import { indexModel } from "../../api-model/build.ts";
import { descriptorResource } from "../../api-model/descriptor-resource.ts";
import { discoveryDocument, xsdSections } from "./documents.ts";
import { FLAVOURS } from "./flavour.ts";
import { xsdFiles } from "./xsd-files.ts";

test("discovery names the data models in alphabetical order, extensions with their own capitals", () => {
  const projects = ["tpdm", "sample", "ed-fi", "homograph"];
  const model = indexModel(projects.map((project) => descriptorResource("XDescriptor", project)));
  expect(discoveryDocument(FLAVOURS.dms, model, "http://localhost")).toMatchObject({
    dataModels: [
      { name: "Ed-Fi", version: "5.2.0", informationalVersion: "The Ed-Fi Data Standard v5.2" },
      { name: "Homograph", version: "1.0.0" },
      { name: "Sample", version: "1.0.0" },
      { name: "TPDM", version: "1.1.0" },
    ],
  });
});

test("the XSD sections name the project in their description and have its version", () => {
  const model = indexModel(["ed-fi", "tpdm"].map((project) => descriptorResource("XDescriptor", project)));
  expect(xsdSections(model, "http://localhost")).toEqual([
    {
      description: "Core schema (Ed-Fi) files for the data model",
      name: "ed-fi",
      version: "5.2.0",
      files: "http://localhost/metadata/xsd/ed-fi/files",
    },
    {
      description: "Extension (TPDM) blended with Core schema files for the data model",
      name: "tpdm",
      version: "1.1.0",
      files: "http://localhost/metadata/xsd/tpdm/files",
    },
  ]);
});

describe("XSD files", () => {
  const model = indexModel(["ed-fi", "tpdm"].map((project) => descriptorResource("XDescriptor", project)));

  test("are those of the core, and for an extension its own after them", () => {
    const core = xsdFiles(model, "ed-fi", "http://h/xsd/ed-fi");
    expect(core).toHaveLength(27);
    expect(core?.slice(0, 2)).toEqual([
      "http://h/xsd/ed-fi/Ed-Fi-Core.xsd",
      "http://h/xsd/ed-fi/Interchange-AssessmentMetadata.xsd",
    ]);
    expect(core?.at(-1)).toBe("http://h/xsd/ed-fi/SchemaAnnotation.xsd");
    const extension = xsdFiles(model, "tpdm", "http://h/xsd/tpdm");
    expect(extension).toHaveLength(34);
    expect(extension?.at(-1)).toBe("http://h/xsd/tpdm/EXTENSION-Interchange-Survey-Extension.xsd");
  });

  test("are not known for other projects and standards", () => {
    expect(xsdFiles(model, "sample", "")).toBeUndefined();
    expect(xsdFiles({ ...model, standard: "6.1.0" }, "ed-fi", "")).toEqual(["No XSD files found for extension."]);
  });
});
