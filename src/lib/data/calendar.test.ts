import { describe, expect, it } from "vitest";
import { createSchoolYear, epochDay, isoDate } from "./calendar.ts";

describe("dates", () => {
  it("agree with Date for every day from 1888 to 2130", () => {
    for (let day = -30_000; day < 58_500; day++) {
      const date = new Date(day * 86_400_000);
      const iso = date.toISOString().slice(0, 10);
      if (isoDate(day) !== iso) expect(isoDate(day)).toBe(iso);
      const back = epochDay(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
      if (back !== day) expect(back).toBe(day);
    }
  });
});

describe("createSchoolYear", () => {
  it("has two terms of about 180 school days, whatever the year", () => {
    for (let year = 2000; year < 2100; year++) {
      const { dates, kinds, length, day, periods } = createSchoolYear(year);
      expect(dates).toHaveLength(39 * 5);
      expect(length).toBeGreaterThan(175);
      expect(length).toBeLessThan(185);
      expect(kinds.filter((kind) => kind === 0)).toHaveLength(length);
      expect([...new Set(dates)].sort((a, b) => a - b)).toEqual(dates);
      expect(day(0).startsWith(`${year - 1}-08-`)).toBe(true);
      expect(day(length - 1).slice(0, 4)).toBe(`${year}`);
      expect(day(periods[2] as number).startsWith(`${year}-01-`)).toBe(true);
    }
  });

  it("keeps holidays free of lessons", () => {
    const { dates, kinds } = createSchoolYear(2026);
    for (const holiday of ["2025-09-01", "2025-11-27", "2026-01-19", "2026-03-18", "2026-05-25"]) {
      expect(kinds[dates.map(isoDate).indexOf(holiday)], holiday).toBe(1);
    }
  });
});
