import { expect, test } from "vitest";
import { datasetSettings } from "../../lib/config/dataset-settings.ts";
import { ALL_FIELDS } from "../../lib/config/fields.ts";
import { resolveConfig } from "../../lib/config/resolve.ts";
import { profileOfData } from "./profile-of-data.ts";

const { config } = resolveConfig(ALL_FIELDS, [{ origin: "test", values: {} }]);
const staging = { config, profileName: "staging" };
const dataset = datasetSettings(config);
const larger = { ...dataset, students: dataset.students + 1 };

test.each([
  ["of another profile and size", { profile: "dev", dataset: larger }, { profile: "dev" }],
  ["of another profile with the same data", { profile: "dev", dataset }, {}],
  ["of the same profile, loaded with another setting", { profile: "staging", dataset: larger }, {}],
  ["of a load that does not say it", { dataset: larger }, {}],
  ["that was looked for", undefined, {}],
])("data %s", (_what, loaded, profile) => {
  expect(profileOfData(staging, loaded)).toEqual(profile);
});
