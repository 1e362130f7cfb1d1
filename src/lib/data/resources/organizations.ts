/** School years, agencies, schools and programs. */

import type { Vocabulary } from "../dataset.ts";
import { type Draft, descriptorList, has, opt, optList, pickOf, values } from "../descriptors.ts";
import { pick } from "../hash.ts";
import { LAST_NAMES } from "../names.ts";
import { setAddress } from "../places.ts";
import type { Add } from "../resource.ts";
import { FIRST_GRADE, GRADES } from "../shape.ts";
import { PROGRAMS, type World } from "../world.ts";

const KINDS = ["Elementary School", "Middle School", "High School"];

export function addOrganizations(w: World, add: Add): void {
  const { schools, schoolYear } = w.settings;
  const place = w.streams(10);
  const state = { stateEducationAgencyId: w.stateId };
  const center = { educationServiceCenterId: w.stateId + 1 };

  /** Adds what all education organizations have; `category` is a position in the descriptor's values. */
  const describe = (b: Draft, v: Vocabulary, id: number, name: string, category: number): Draft => {
    b.nameOfInstitution = name;
    const list = category === 0 ? "educationOrganizationCategories" : "categories";
    b[list] = descriptorList("educationOrganizationCategory", category, 1);
    b.webSite = `https://www.org${id}.example.org`;
    opt(b, v, "operationalStatus", 0);
    setAddress(b, v, place(id), 1);
    if (has(v, "institutionTelephoneNumberType")) {
      b.institutionTelephones = values("institutionTelephoneNumberType").map((type, i) => ({
        institutionTelephoneNumberTypeDescriptor: type,
        telephoneNumber: `(512) 555-${1000 + ((place(id) + i) % 9000)}`,
      }));
    }
    if (category > 2 || category === 0) return b;
    if (v.canUse("stateEducationAgencies")) b.stateEducationAgencyReference = { ...state };
    return b;
  };

  add("schoolYearTypes", 1, 7, (i) => {
    const year = schoolYear - 3 + i;
    const schoolYearDescription = `${year - 1}-${year}`;
    return { schoolYear: year, currentSchoolYear: i === 3, schoolYearDescription };
  });
  add("stateEducationAgencies", 1, 1, (_, v) =>
    describe({ ...state }, v, w.stateId, "State Department of Education", 3),
  );
  add("educationServiceCenters", 1, 1, (_, v) =>
    describe({ ...center }, v, w.stateId + 1, `Region ${1 + (place(2) % 20)} Service Center`, 2),
  );
  add("localEducationAgencies", 1, w.agencies, (i, v) => {
    const id = w.agencyId(i);
    const name = `${pick(LAST_NAMES(), (place(1) % 999) + i)} Independent School District`;
    const b = describe({ localEducationAgencyId: id }, v, id, name, 1);
    b.localEducationAgencyCategoryDescriptor = pickOf("localEducationAgencyCategory", 0);
    if (v.canUse("educationServiceCenters")) b.educationServiceCenterReference = { ...center };
    return b;
  });
  add("schools", 1, schools, (s, v) => {
    const id = w.schoolId(s);
    const level = w.level(s);
    const again = Math.floor(s / LAST_NAMES().length);
    const name = `${pick(LAST_NAMES(), (place(0) % 999) + s)} ${again > 0 ? `${again + 1} ` : ""}${KINDS[level]}`;
    const b = describe({ schoolId: id }, v, id, name, 0);
    b.gradeLevels = descriptorList("gradeLevel", FIRST_GRADE[level], GRADES[level]);
    if (v.canUse("localEducationAgencies")) {
      b.localEducationAgencyReference = { localEducationAgencyId: w.agencyOf(s) };
    }
    optList(b, v, "schoolCategories", "schoolCategory", level);
    opt(b, v, "schoolType", 0);
    opt(b, v, "titleIPartASchoolDesignation", place(id) >>> 5);
    return b;
  });
  add("programs", 3, w.agencies * PROGRAMS.length, (i) => {
    const p = i % PROGRAMS.length;
    const { educationOrganizationId, programName, programTypeDescriptor } = w.programRef(
      w.agencyId((i / PROGRAMS.length) | 0),
      p,
    );
    const educationOrganizationReference = { educationOrganizationId };
    return { educationOrganizationReference, programName, programTypeDescriptor, programId: `${100 + p}` };
  });
}
