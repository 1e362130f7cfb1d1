/** Tests that may be skipped in continuous integration (CI=true). Any other test that is skipped there is a failure. */

export interface AllowedSkip {
  readonly file: string;
  /** How the title of the test begins, or that of its outermost group. */
  readonly title: string;
  readonly reason: string;
}

const REFERENCE_DATA = "the files of the Data Standard lie beside the checkout on some machines only";
const REGISTRY = "its program comes from a package registry, which is not always in reach";

const NAMESPACES = "it needs the rights of root, and namespaces of its own";

export const ALLOWED_SKIPS: readonly AllowedSkip[] = [
  { file: "src/lib/data/data-standard.test.ts", title: "bodies against the Data Standard", reason: REFERENCE_DATA },
  { file: "src/sandbox/documents/column-limits.test.ts", title: "columnOf against", reason: REFERENCE_DATA },
  { file: "src/sandbox/metadata/dependencies.test.ts", title: "dependencyOrder against", reason: REFERENCE_DATA },
  { file: "src/sandbox/metadata/openapi.test.ts", title: "both documents against", reason: REFERENCE_DATA },
  { file: "src/sandbox/model/data-standard.test.ts", title: "the Data Standard against", reason: REFERENCE_DATA },
  { file: "src/api-model/from-openapi.test.ts", title: "modelFromOpenApi with", reason: REFERENCE_DATA },
  { file: "src/api-model/query-fields.test.ts", title: "queryFields against", reason: REFERENCE_DATA },
  { file: "scripts/check/workflows.test.ts", title: ".github/workflows/ci.yml", reason: REGISTRY },
  { file: "scripts/check/workflows.test.ts", title: ".github/workflows/publish.yml", reason: REGISTRY },
  { file: "scripts/check/workflows.test.ts", title: "docs/examples/nightly-load-test.yml", reason: REGISTRY },
  { file: "test/e2e/ods-clients.test.ts", title: "lets lightbeam", reason: REGISTRY },
  { file: "test/e2e/ods-clients.test.ts", title: "lets edfi-api-client", reason: REGISTRY },
  { file: "test/e2e/package.test.ts", title: "the files of the image", reason: NAMESPACES },
  { file: "test/e2e/namespaces.test.ts", title: "four k6 instances in network namespaces", reason: NAMESPACES },
  { file: "src/commands/distribute.test.ts", title: "kustomize", reason: "its program, kubectl, is not everywhere" },
];
