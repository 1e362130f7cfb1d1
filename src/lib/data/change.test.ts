import { describe, expect, it } from "vitest";
import { changeableProperty, changedBody } from "./change.ts";

describe("changedBody", () => {
  it.each([
    ["students", { studentUniqueId: "1", middleName: "Ann" }, { studentUniqueId: "1", middleName: "Change 3" }],
    [
      "sessions",
      { sessionName: "Fall", totalInstructionalDays: 80 },
      { sessionName: "Fall", totalInstructionalDays: 83 },
    ],
    ["classPeriods", { classPeriodName: "01" }, { classPeriodName: "01", officialAttendancePeriod: true }],
    ["classPeriods", { officialAttendancePeriod: true }, { officialAttendancePeriod: false }],
  ])("changes one property of %s", (endpoint, body, expected) => {
    expect(changedBody(endpoint, body, 3)).toEqual(expected);
  });

  it("leaves the given body alone", () => {
    const body = { sectionIdentifier: "1" };
    changedBody("sections", body, 1);
    expect(body).toEqual({ sectionIdentifier: "1" });
  });

  it("knows what cannot be changed", () => {
    expect(changeableProperty("calendarDates")).toBeUndefined();
    expect(changedBody("calendarDates", {}, 1)).toBeUndefined();
  });
});
