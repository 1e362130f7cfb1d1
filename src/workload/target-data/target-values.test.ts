import { expect, it } from "vitest";
import { drive } from "../../lib/maybe-promise.ts";
import { targetValues } from "./target-values.ts";

const namespace = "uri://tpdm.org/EPPProgramPathwayDescriptor";

it("finds what the target has, sorted, without values that a load or a smoke run made", () => {
  const lists: Record<string, unknown> = {
    "tpdm/aDescriptors": [
      { namespace, codeValue: "Residency" },
      { namespace, codeValue: "1z30001" },
      { namespace, codeValue: "Alternative" },
      { namespace, codeValue: "Smoke 9000" },
    ],
    "tpdm/bDescriptors": [{ namespace, codeValue: "1z30000" }],
  };
  const found = drive(targetValues(["tpdm/aDescriptors", "tpdm/bDescriptors", "tpdm/cDescriptors"]), (queries) =>
    queries.map(({ endpoint }) => ({
      status: lists[endpoint] === undefined ? 403 : 200,
      body: JSON.stringify(lists[endpoint] ?? {}),
    })),
  );
  expect([...(found as ReadonlyMap<string, readonly string[]>)]).toEqual([
    ["tpdm/aDescriptors", [`${namespace}#Alternative`, `${namespace}#Residency`]],
  ]);
});
