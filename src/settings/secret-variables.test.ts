import { expect, it } from "vitest";
import { withoutSecretVariables } from "./secret-variables.ts";

it("leaves out every setting that is a secret, also those of tenants and clients", () => {
  const kept = { PATH: "/bin", CLIENT_ID: "key", K6_INFLUXDB_PASSWORD: "of an output" };
  const secret = {
    CLIENT_SECRET: "a",
    CLIENT_SECRET_NORTH: "b",
    CONFIG_SERVICE_CLIENT_SECRET: "c",
    SMTP_PASSWORD: "d",
  };
  expect(withoutSecretVariables({ ...kept, ...secret })).toEqual(kept);
});
