/** Students, contacts and staff. Bodies are valid for any index, also beyond the planned count. */
import { epochDay, isoDate } from "../calendar.ts";
import type { Vocabulary } from "../dataset.ts";
import { type Draft, has, one, opt, optList } from "../descriptors.ts";
import { pick } from "../hash.ts";
import { CITIES, FIRST_NAMES, LAST_NAMES } from "../names.ts";
import { setReach } from "../places.ts";
import type { Add } from "../resource.ts";
import { staffId } from "../world/staff.ts";
import { contactCount, contactId, gradeOf, studentId, studentOfContact } from "../world/students.ts";
import type { World } from "../world/world.ts";
import { homeLanguage, setEthnicity, TEACHERS } from "./ethnicity.ts";

/** `sex` is 0 female, 1 male. */
function setName(b: Draft, h: number, sex: number, lastSurname: string): void {
  const names = (FIRST_NAMES[sex] as (typeof FIRST_NAMES)[0])();
  b.firstName = pick(names, h >>> 1);
  b.lastSurname = lastSurname;
  if ((h >>> 20) % 4 > 0) b.middleName = pick(names, h >>> 9);
}

export function setLanguages(b: Draft, v: Vocabulary, family: number): void {
  if (!has(v, "language")) return;
  const item = one("language", homeLanguage(family));
  optList(item, v, "uses", "languageUse", 0);
  b.languages = [item];
}

/** Years that a member of staff can have worked at most: all are 22 to 62 years old. */
const careerYears = (w: World, i: number): number => (w.employee(i) >>> 8) % 40;

/** Of these, those in the present employment. */
export const yearsHere = (w: World, i: number): number => (w.career(i) >>> 5) % (1 + Math.min(24, careerYears(w, i)));

/** Of a thousand students of a grade, by grade: those who are a year older than the others. Sources: docs/dataset.md. */
const ABOVE_USUAL_AGE = [16, 37, 49, 55, 59, 62, 65, 70, 74, 100, 100, 100, 100];

export function addPeople(w: World, add: Add): void {
  const { schoolYear, students, staff } = w.settings;
  const adult = w.streams(21);
  const oldestInKindergarten = epochDay(schoolYear - 7, 9, 2);
  const surname = (h: number): string => pick(LAST_NAMES(), h >>> 5);

  add("students", 1, students, (i, v) => {
    const h = w.studentHash(i);
    const b: Draft = { studentUniqueId: studentId(w, i) };
    setName(b, h, h & 1, surname(w.household(i)));
    const grade = gradeOf(w, i);
    const years = grade + (h % 1000 < (ABOVE_USUAL_AGE[grade] as number) ? 1 : 0);
    b.birthDate = isoDate(oldestInKindergarten - ((365.25 * years) | 0) + ((h >>> 7) % 365));
    opt(b, v, "sex", h & 1, "birthSexDescriptor");
    b.birthCity = pick(CITIES(), h >>> 13);
    opt(b, v, "stateAbbreviation", 0, "birthStateAbbreviationDescriptor");
    return b;
  });
  add("contacts", 1, contactCount(students), (i, v) => {
    const h = adult(i);
    const family = w.household(studentOfContact(i));
    const b: Draft = { contactUniqueId: contactId(w, i) };
    const sex = i % 3 === 1 ? 1 : 0;
    setName(b, h, sex, surname(h % 5 === 0 ? h : family));
    opt(b, v, "sex", sex);
    opt(b, v, "levelOfEducation", h >>> 6, "highestCompletedLevelOfEducationDescriptor");
    setReach(b, v, family, contactId(w, i), 0);
    setLanguages(b, v, family);
    return b;
  });
  add("staffs", 1, staff, (i, v) => {
    const h = w.employee(i);
    const sex = (h >>> 3) % 4 === 0 ? 1 : 0;
    const b: Draft = { staffUniqueId: staffId(w, i) };
    setName(b, h, sex, surname(h));
    b.birthDate = isoDate(oldestInKindergarten - 6200 - 365 * careerYears(w, i) - (h % 365));
    opt(b, v, "sex", sex);
    opt(b, v, "levelOfEducation", (h >>> 11) & 1, "highestCompletedLevelOfEducationDescriptor");
    setEthnicity(b, v, TEACHERS, h >>> 4);
    b.yearsOfPriorProfessionalExperience = (careerYears(w, i) - yearsHere(w, i)) >> 1;
    setReach(b, v, h, staffId(w, i), 2);
    return b;
  });
}
