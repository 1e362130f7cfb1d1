import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "../../../test/temporary-folder.ts";
import { k6UserSettings } from "./k6-user-settings.ts";

it("names what a user's settings of k6 would change, and passes over a login", () => {
  const folder = temporaryFolder();
  const found = () => k6UserSettings({ XDG_CONFIG_HOME: folder, APPDATA: folder }, folder);
  expect(found()).toBeUndefined();
  for (const path of ["k6", "Library/Application Support/k6"]) mkdirSync(join(folder, path), { recursive: true });
  const write = (value: object): void => {
    for (const path of ["k6", "Library/Application Support/k6"])
      writeFileSync(join(folder, path, "config.json"), JSON.stringify(value));
  };
  write({ collectors: { cloud: { token: "hush" } }, rps: null });
  expect(found()).toBeUndefined();
  write({ collectors: {}, rps: 5, insecureSkipTLSVerify: true });
  expect(found()?.names).toEqual(["rps", "insecureSkipTLSVerify"]);
});
