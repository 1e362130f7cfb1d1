import { describe, expect, it } from "vitest";
import { CLIENT_FILE } from "./profile.ts";
import { targetLayers } from "./target-layers.ts";

const FILE = { API_BASE_URL: "http://a.org/api/north/2026", API_TENANT: "north", API_SCHOOL_YEAR: "2026" };
const CLIENT = { CLIENT_ID: "key", CLIENT_SECRET: "secret" };

/** What counts of .env.load-test, when the command line has these values. */
function fileWith(given: Record<string, string>, file: Record<string, string> = { ...FILE, ...CLIENT }) {
  const layers = [
    { origin: "command line", values: given },
    { origin: CLIENT_FILE, values: file },
  ];
  return targetLayers(layers)[1]?.values;
}

const NAMED = { CLIENT_ID_NORTH: "key", CLIENT_SECRET_NORTH: "secret" };
const BARE = "http://a.org/api";

describe("the target in .env.load-test", () => {
  it("is an installation and a tenant of it, with that tenant's client", () => {
    const whole = { ...NAMED, API_BASE_URL: BARE, API_TENANT: "north", API_SCHOOL_YEAR: "2026" };
    expect(fileWith({})).toEqual(whole);
    expect(fileWith({ API_BASE_URL: BARE })).toEqual(whole);
    expect(fileWith({ API_BASE_URL: `${BARE}/north/2026/` })).toEqual(whole);
    expect(fileWith({ API_TENANT: "south" })).toEqual(whole);
  });

  it("gives no tenant and no year to another address of its server, and nothing to another server", () => {
    expect(fileWith({ API_BASE_URL: `${BARE}/south` })).toEqual({ ...NAMED, API_BASE_URL: BARE });
    expect(fileWith({ API_BASE_URL: "http://b.org" })).toEqual({ API_BASE_URL: FILE.API_BASE_URL });
  });

  it("has one tenant or several, whichever is set in the stronger place", () => {
    expect(fileWith({ API_TENANTS: "north,south" })).toEqual({
      ...NAMED,
      API_BASE_URL: BARE,
      API_SCHOOL_YEAR: "2026",
    });
    const several = { API_BASE_URL: BARE, API_TENANTS: "north,south", ...NAMED };
    expect(fileWith({ API_TENANT: "north" }, several)).toEqual({ API_BASE_URL: BARE, ...NAMED });
    expect(fileWith({}, several)).toEqual(several);
  });

  it("stays as it is without a tenant", () => {
    const plain = { API_BASE_URL: BARE, ...CLIENT };
    expect(fileWith({}, plain)).toEqual(plain);
    expect(fileWith({ API_BASE_URL: "http://b.org" }, CLIENT)).toEqual(CLIENT);
  });
});
