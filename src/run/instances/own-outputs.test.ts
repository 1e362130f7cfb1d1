import { expect, it } from "vitest";
import { ownOutputs } from "./own-outputs.ts";

it("gives the files of each instance names of their own", () => {
  expect(ownOutputs("csv=/a.b/samples.csv,experimental-prometheus-rw", 2)).toBe(
    "csv=/a.b/samples-2.csv,experimental-prometheus-rw",
  );
  expect(ownOutputs("json=out.json.gz,csv=samples", 1)).toBe("json=out-1.json.gz,csv=samples-1");
  expect(ownOutputs("influxdb=http://a/b.csv", 1)).toBe("influxdb=http://a/b.csv");
});
