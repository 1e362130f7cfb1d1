/** Students, contacts and staff. Bodies are valid for any index, also beyond the planned count. */
import { epochDay, isoDate } from "../calendar.ts";
import type { Vocabulary } from "../dataset.ts";
import { D, type Draft, has, opt, optList } from "../descriptors.ts";
import { pick } from "../hash.ts";
import { CITIES, FIRST_NAMES, LAST_NAMES } from "../names.ts";
import { REACH, reach } from "../places.ts";
import type { Resource } from "../resource.ts";
import type { World } from "../world.ts";

/** Contacts of the first n students: two, one, two, one, ... */
export function contactCount(students: number): number {
  return 3 * (students >> 1) + 2 * (students & 1);
}

/** Student that a contact belongs to. */
export function studentOfContact(contact: number): number {
  const rest = contact % 3;
  return 2 * Math.floor(contact / 3) + (rest === 2 ? 1 : 0);
}

/** First, middle and last name by hash; `sex` 0 female, 1 male. */
function setName(b: Draft, h: number, sex: number, lastSurname: string): void {
  const names = FIRST_NAMES[sex] as readonly string[];
  b.firstName = pick(names, h >>> 1);
  b.lastSurname = lastSurname;
  if ((h >>> 20) % 4 > 0) b.middleName = pick(names, h >>> 9);
}

/** Surname that a student and most of the contacts share. */
export function familyName(h: number): string {
  return pick(LAST_NAMES, h >>> 5);
}

/** Sets `languages`: English, or another language at home. */
export function setLanguages(b: Draft, v: Vocabulary, n: number): void {
  if (!has(v, "language")) return;
  const item: Draft = { languageDescriptor: D.language[n] };
  optList(item, v, "uses", "languageUse", 0);
  b.languages = [item];
}

export function peopleResources(w: World): readonly Resource[] {
  const { settings } = w;
  const person = w.studentHash;
  const household = w.streams(20);
  const adult = w.streams(21);
  const employee = w.streams(22);
  const firstBirthday = epochDay(settings.schoolYear - 7, 9, 2); // the oldest in kindergarten this year

  return [
    {
      endpoint: "students",
      identity: 1,
      needs: "",
      uses: "sex# stateAbbreviation# otherNameType#",
      count: settings.students,
      body(i, v) {
        const h = person(i);
        const b: Draft = { studentUniqueId: w.studentId(i) };
        setName(b, h, h & 1, familyName(household(i)));
        b.birthDate = isoDate(firstBirthday - Math.floor(365.25 * w.gradeOf(i)) + ((h >>> 7) % 365));
        opt(b, v, "sex", h & 1, "birthSexDescriptor");
        b.birthCity = pick(CITIES, h >>> 13);
        opt(b, v, "stateAbbreviation", 0, "birthStateAbbreviationDescriptor");
        b.multipleBirthStatus = h % 33 === 0;
        if (h % 9 === 0 && has(v, "otherNameType")) {
          b.otherNames = [
            {
              firstName: b.firstName,
              lastSurname: pick(LAST_NAMES, h >>> 3),
              otherNameTypeDescriptor: D.otherNameType[1],
            },
          ];
        }
        return b;
      },
    },
    {
      endpoint: "contacts",
      identity: 1,
      needs: "",
      uses: `${REACH} sex# levelOfEducation# language# languageUse#`,
      count: contactCount(settings.students),
      body(i, v) {
        const h = adult(i);
        const student = studentOfContact(i);
        const family = household(student);
        const id = w.contactId(i);
        const b: Draft = { contactUniqueId: id };
        const sex = i % 3 === 1 ? 1 : 0;
        setName(b, h, sex, h % 5 === 0 ? familyName(h) : familyName(family));
        opt(b, v, "sex", sex);
        opt(b, v, "levelOfEducation", h >>> 6);
        reach(b, v, family, `c${id}`, 0);
        setLanguages(b, v, family % 5 === 0 ? 1 + ((family >>> 8) % 7) : 0);
        return b;
      },
    },
    {
      endpoint: "staffs",
      identity: 1,
      needs: "",
      uses: `${REACH} sex# levelOfEducation# race# staffIdentificationSystem#`,
      count: settings.staff,
      body(i, v) {
        const h = employee(i);
        const id = w.staffId(i);
        const sex = (h >>> 3) % 4 === 0 ? 1 : 0;
        const b: Draft = { staffUniqueId: id };
        setName(b, h, sex, familyName(h));
        b.birthDate = isoDate(firstBirthday - 365 * (17 + ((h >>> 8) % 40)) - ((h >>> 16) % 365));
        opt(b, v, "sex", sex);
        opt(b, v, "levelOfEducation", (h >>> 11) & 1);
        b.hispanicLatinoEthnicity = h % 4 === 0;
        optList(b, v, "races", "race", h >>> 6, h % 29 === 0);
        b.yearsOfPriorProfessionalExperience = (h >>> 10) % 35;
        reach(b, v, h, `staff${id}`, 2);
        if (has(v, "staffIdentificationSystem")) {
          b.identificationCodes = [
            { identificationCode: id.slice(5), staffIdentificationSystemDescriptor: D.staffIdentificationSystem[0] },
          ];
        }
        return b;
      },
    },
  ];
}
