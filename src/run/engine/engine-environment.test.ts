import { expect, it } from "vitest";
import { temporaryFolder } from "../../../test/temporary-folder.ts";
import { createRunFolder } from "../../store/run-folder.ts";
import { engineEnvironment } from "./engine-environment.ts";
import type { TokenBroker } from "./token-broker.ts";

it("names the file of target data to k6 only where there is one", () => {
  const folder = createRunFolder(temporaryFolder(), "smoke", "load", new Date(0));
  const broker = { url: "http://127.0.0.1:1", key: "k" } as TokenBroker;
  expect(engineEnvironment(folder, broker, {})).not.toHaveProperty("MODEL");
  folder.write("target-data.txt", "{}");
  expect(engineEnvironment(folder, broker, {})).toMatchObject({ MODEL: folder.file("target-data.txt") });
});
