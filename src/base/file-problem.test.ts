import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "../../test/temporary-folder.ts";
import { fileProblem } from "./file-problem.ts";

it("says why a file cannot be read", () => {
  const folder = temporaryFolder();
  const problemOf = (path: string): string => {
    try {
      return readFileSync(path, "utf8");
    } catch (error) {
      return fileProblem(error);
    }
  };
  expect(problemOf(join(folder, "x.json"))).toBe("there is no such file");
  expect(problemOf(folder)).toBe("it is a folder");
  expect(fileProblem(new Error("other"))).toBe("other");
});
