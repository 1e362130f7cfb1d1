/** Settings of an installation that serves several tenants, instances or school years below one address. */

import type { Field, WordsOf } from "../field.ts";

export const TARGET_ROUTE_FIELDS = [
  { key: "tenant", env: "API_TENANT", kind: "text", default: "" },
  { key: "instance", env: "API_INSTANCE", kind: "text", default: "" },
  { key: "routeSchoolYear", env: "API_SCHOOL_YEAR", kind: "text", default: "" },
] as const satisfies readonly Field[];

export const TARGET_ROUTE_WORDS: WordsOf<typeof TARGET_ROUTE_FIELDS> = {
  tenant: {
    flag: "tenant",
    text: "Tenant of a multi-tenant API: follows the base URL, and goes to the Configuration Service as its Tenant header.",
  },
  instance: {
    flag: "instance",
    text: "Further route qualifiers, such as a district or an instance: after the tenant; several with slashes.",
  },
  routeSchoolYear: {
    flag: "route-school-year",
    text: "School year of the route: the last qualifier. The school year of the dataset is --school-year.",
  },
};
