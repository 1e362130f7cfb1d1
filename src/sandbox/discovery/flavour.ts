/** The two families of addresses the sandbox can serve: those of DMS, and those of an ODS/API 7. */

export type FlavourName = "dms" | "ods";

export interface Flavour {
  readonly name: FlavourName;
  /** Path before `/ed-fi/students`. */
  readonly dataPath: string;
  /** How discovery writes the address of the data; an ODS/API ends it with a slash. */
  readonly advertisedDataPath: string;
  readonly dependenciesPath: string;
  /** The list of OpenAPI documents. */
  readonly metadataPath: string;
  readonly resourcesSpecPath: string;
  readonly descriptorsSpecPath: string;
  readonly changeQueriesSpecPath: string;
  /** Token requests may carry credentials in the body. */
  readonly bodyCredentials: boolean;
}

export const FLAVOURS: Readonly<Record<FlavourName, Flavour>> = {
  dms: {
    name: "dms",
    dataPath: "/data",
    advertisedDataPath: "/data",
    dependenciesPath: "/metadata/dependencies",
    metadataPath: "/metadata/specifications",
    resourcesSpecPath: "/metadata/specifications/resources-spec.json",
    descriptorsSpecPath: "/metadata/specifications/descriptors-spec.json",
    changeQueriesSpecPath: "/metadata/changequeries/v1/swagger.json",
    bodyCredentials: false,
  },
  ods: {
    name: "ods",
    dataPath: "/data/v3",
    advertisedDataPath: "/data/v3/",
    dependenciesPath: "/metadata/data/v3/dependencies",
    metadataPath: "/metadata/",
    resourcesSpecPath: "/metadata/data/v3/resources/swagger.json",
    descriptorsSpecPath: "/metadata/data/v3/descriptors/swagger.json",
    changeQueriesSpecPath: "/metadata/changeQueries/v1/swagger.json",
    bodyCredentials: true,
  },
};
