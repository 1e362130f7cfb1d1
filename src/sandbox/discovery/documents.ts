/** The discovery documents. All addresses keep the form that the caller used. */
import { projectName } from "../../api-model/names.ts";
import type { Model } from "../../api-model/types.ts";
import type { Flavour } from "./flavour.ts";

/** The release the sandbox stands in for. */
export const VERSION = "8.0.0";
const ODS_VERSION = "7.3";

interface DataModel {
  readonly version: string;
  readonly informationalVersion: string;
}

const DATA_MODELS: Readonly<Record<string, DataModel>> = {
  "ed-fi": { version: "5.2.0", informationalVersion: "The Ed-Fi Data Standard v5.2" },
  tpdm: { version: "1.1.0", informationalVersion: "" },
};
const OTHER_MODEL = { version: "1.0.0", informationalVersion: "" };

/** @param base `http://host:port`, with `/api` when the caller wrote it. */
export function discoveryDocument(flavour: Flavour, model: Model, base: string): object {
  return flavour.name === "ods" ? odsDocument(flavour, model, base) : dmsDocument(flavour, model, base);
}

function dmsDocument(flavour: Flavour, model: Model, base: string): object {
  return {
    version: VERSION,
    applicationName: "Ed-Fi API",
    informationalVersion: `${VERSION}-sandbox`,
    dataModels: dataModels(model),
    urls: {
      dependencies: base + flavour.dependenciesPath,
      openApiMetadata: base + flavour.metadataPath,
      oauth: `${base}/oauth/token`,
      tokenInfo: `${base}/oauth/token_info`,
      dataManagementApi: base + flavour.advertisedDataPath,
      changeQueries: `${base}/changeQueries/v1/`,
      xsdMetadata: `${base}/metadata/xsd`,
    },
  };
}

function odsDocument(flavour: Flavour, model: Model, base: string): object {
  return {
    version: ODS_VERSION,
    informationalVersion: `${ODS_VERSION}-sandbox`,
    suite: "3",
    build: `${ODS_VERSION}.0.0`,
    dataModels: dataModels(model),
    urls: {
      dependencies: base + flavour.dependenciesPath,
      openApiMetadata: base + flavour.metadataPath,
      oauth: `${base}/oauth/token`,
      oauthTokenIntrospection: `${base}/oauth/token_info`,
      dataManagementApi: base + flavour.advertisedDataPath,
      xsdMetadata: `${base}/metadata/xsd`,
      changeQueries: `${base}/changeQueries/v1/`,
    },
  };
}

/** One entry per project of the model, by name. */
function dataModels(model: Model): object[] {
  return projectsOf(model)
    .sort()
    .map((project) => ({ name: projectName(project), ...dataModel(project, model) }));
}

function dataModel(project: string, { standard: version }: Model): DataModel {
  if (project === "ed-fi" && version !== undefined)
    return { version, informationalVersion: `The Ed-Fi Data Standard v${version}` };
  return DATA_MODELS[project] ?? OTHER_MODEL;
}

/** In model order. */
function projectsOf(model: Model): string[] {
  return [...new Set(model.resources.map(({ project }) => project))];
}

export function metadataDocument(flavour: Flavour, base: string): object {
  return {
    dependencies: base + flavour.dependenciesPath,
    specifications: `${base}/metadata/specifications`,
    xsdMetadata: `${base}/metadata/xsd`,
  };
}

export function specificationList(flavour: Flavour, base: string): object[] {
  const list = [
    { name: "Resources", endpointUri: base + flavour.resourcesSpecPath, prefix: "" },
    { name: "Descriptors", endpointUri: base + flavour.descriptorsSpecPath, prefix: "" },
    { name: "Discovery", endpointUri: `${base}/metadata/specifications/discovery-spec.json`, prefix: "Other" },
    { name: "Change-Queries", endpointUri: base + flavour.changeQueriesSpecPath, prefix: "Other" },
  ];
  return flavour.name === "ods" ? list.filter(({ name }) => name !== "Discovery") : list;
}

/** The sandbox validates by its resource model and keeps no XSD files. */
export function xsdSections(model: Model, base: string): object[] {
  return projectsOf(model).map((project) => ({
    description: `${project === "ed-fi" ? "Core schema (Ed-Fi)" : `Extension (${projectName(project)}) blended with Core schema`} files for the data model`,
    name: project,
    version: dataModel(project, model).version,
    files: `${base}/metadata/xsd/${project}/files`,
  }));
}
