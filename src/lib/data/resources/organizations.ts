/** School years, agencies, schools and programs. */

import type { Vocabulary } from "../dataset.ts";
import { D, type Draft, has, opt, optList } from "../descriptors.ts";
import { LAST_NAMES } from "../names.ts";
import { ADDRESS, address } from "../places.ts";
import type { Resource } from "../resource.ts";
import { FIRST_GRADE, GRADES } from "../shape.ts";
import type { World } from "../world.ts";

const KINDS = ["Elementary School", "Middle School", "High School"];
export const PROGRAM_NAMES = [
  "Special Education",
  "Career and Technical Education",
  "Gifted and Talented",
  "Bilingual",
  "English as a Second Language",
  "Title I Part A",
];

const ORGANIZATION = `${ADDRESS} operationalStatus# institutionTelephoneNumberType# educationOrganizationIdentificationSystem#`;

export function organizationResources(w: World): readonly Resource[] {
  const { settings, agencies } = w;
  const { schools, schoolYear, seed } = settings;
  const place = w.streams(10);
  const schoolName = (s: number): string => {
    const n = (place(0) % 1000) + s;
    const again = Math.floor(s / LAST_NAMES.length);
    return `${LAST_NAMES[n % LAST_NAMES.length]} ${again > 0 ? `${again + 1} ` : ""}${KINDS[w.level(s)]}`;
  };

  /** What all education organizations have in common. */
  const describe = (b: Draft, v: Vocabulary, id: number, name: string, category: number): Draft => {
    const h = place(id);
    b.nameOfInstitution = name;
    b[category === 0 ? "educationOrganizationCategories" : "categories"] = [
      { educationOrganizationCategoryDescriptor: D.educationOrganizationCategory[category] },
    ];
    b.shortNameOfInstitution = name.slice(0, 30).trim();
    b.webSite = `https://www.org${id}.example.org`;
    opt(b, v, "operationalStatus", 0);
    address(b, v, h, 2);
    if (has(v, "institutionTelephoneNumberType")) {
      b.institutionTelephones = D.institutionTelephoneNumberType.map((type, i) => ({
        institutionTelephoneNumberTypeDescriptor: type,
        telephoneNumber: `(512) 555-${1000 + ((h + i * 77) % 9000)}`,
      }));
    }
    if (has(v, "educationOrganizationIdentificationSystem")) {
      b.identificationCodes = [
        {
          educationOrganizationIdentificationSystemDescriptor: D.educationOrganizationIdentificationSystem[0],
          identificationCode: `${id}`,
        },
      ];
    }
    return b;
  };

  return [
    {
      endpoint: "schoolYearTypes",
      identity: 1,
      needs: "",
      uses: "",
      count: 7,
      body(i) {
        const year = schoolYear - 3 + i;
        return {
          schoolYear: year,
          currentSchoolYear: year === schoolYear,
          schoolYearDescription: `${year - 1}-${year}`,
        };
      },
    },
    {
      endpoint: "stateEducationAgencies",
      identity: 1,
      needs: "educationOrganizationCategory#",
      uses: ORGANIZATION,
      count: 1,
      body: (_, v) => describe({ stateEducationAgencyId: w.stateId }, v, w.stateId, "State Department of Education", 3),
    },
    {
      endpoint: "educationServiceCenters",
      identity: 1,
      needs: "educationOrganizationCategory#",
      uses: `${ORGANIZATION} stateEducationAgencies`,
      count: 1,
      body(_, v) {
        const id = w.serviceCenterId;
        const b = describe({ educationServiceCenterId: id }, v, id, `Region ${1 + (seed % 20)} Service Center`, 2);
        if (v.canUse("stateEducationAgencies")) {
          b.stateEducationAgencyReference = { stateEducationAgencyId: w.stateId };
        }
        return b;
      },
    },
    {
      endpoint: "localEducationAgencies",
      identity: 1,
      needs: "educationOrganizationCategory# localEducationAgencyCategory#",
      uses: `${ORGANIZATION} stateEducationAgencies educationServiceCenters`,
      count: agencies,
      body(i, v) {
        const id = w.agencyId(i);
        const name = LAST_NAMES[(place(1) + i) % LAST_NAMES.length];
        const b = describe({ localEducationAgencyId: id }, v, id, `${name} Independent School District`, 1);
        b.localEducationAgencyCategoryDescriptor = D.localEducationAgencyCategory[0];
        if (v.canUse("stateEducationAgencies")) {
          b.stateEducationAgencyReference = { stateEducationAgencyId: w.stateId };
        }
        if (v.canUse("educationServiceCenters")) {
          b.educationServiceCenterReference = { educationServiceCenterId: w.serviceCenterId };
        }
        return b;
      },
    },
    {
      endpoint: "schools",
      identity: 1,
      needs: "educationOrganizationCategory# gradeLevel#",
      uses: `${ORGANIZATION} localEducationAgencies schoolCategory# schoolType# titleIPartASchoolDesignation#`,
      count: schools,
      body(s, v) {
        const id = w.schoolId(s);
        const level = w.level(s);
        const b = describe({ schoolId: id }, v, id, schoolName(s), 0);
        const first = FIRST_GRADE[level];
        b.gradeLevels = D.gradeLevel.slice(first, first + GRADES[level]).map((g) => ({ gradeLevelDescriptor: g }));
        if (v.canUse("localEducationAgencies")) {
          b.localEducationAgencyReference = { localEducationAgencyId: w.agencyId(w.agencyOf(s)) };
        }
        optList(b, v, "schoolCategories", "schoolCategory", level);
        opt(b, v, "schoolType", 0);
        opt(b, v, "titleIPartASchoolDesignation", place(id) >>> 5);
        return b;
      },
    },
    {
      endpoint: "programs",
      identity: 3,
      needs: "localEducationAgencies programType#",
      uses: "",
      count: agencies * PROGRAM_NAMES.length,
      body(i) {
        const p = i % PROGRAM_NAMES.length;
        return {
          educationOrganizationReference: { educationOrganizationId: w.agencyId((i / PROGRAM_NAMES.length) | 0) },
          programName: PROGRAM_NAMES[p],
          programTypeDescriptor: D.programType[p],
          programId: `${100 + p}`,
        };
      },
    },
  ];
}
