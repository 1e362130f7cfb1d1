/** School years, agencies, schools and programs. */

import type { Vocabulary } from "../dataset.ts";
import { type Draft, descriptorList, has, one, opt, optList, pickOf } from "../descriptors.ts";
import { pick } from "../hash.ts";
import { LAST_NAMES } from "../names.ts";
import { setAddress } from "../places.ts";
import type { Add } from "../resource.ts";
import { PROGRAMS, programRef } from "../world/programs.ts";
import { agencyId, agencyOf, gradesAt, levelOf, schoolId, stateId } from "../world/schools.ts";
import type { World } from "../world/world.ts";

/** Adds what all education organizations have; `category` is a position in the descriptor's values. */
function describe(w: World, b: Draft, v: Vocabulary, id: number, name: string, category: number): Draft {
  const h = w.place(id);
  b.nameOfInstitution = name;
  const categories = descriptorList("educationOrganizationCategory", category, 1);
  b[category === 0 ? "educationOrganizationCategories" : "categories"] = categories;
  b.webSite = `https://org${id}.example.org`;
  opt(b, v, "operationalStatus", 0);
  setAddress(b, v, h, 1);
  if (has(v, "institutionTelephoneNumberType")) {
    b.institutionTelephones = [0, 1].map((n) => ({
      ...one("institutionTelephoneNumberType", n),
      telephoneNumber: `(512) 555-${1000 + ((h + n) % 9000)}`,
    }));
  }
  if (category > 2 || category === 0) return b;
  if (v.canUse("stateEducationAgencies")) b.stateEducationAgencyReference = { stateEducationAgencyId: stateId(w) };
  return b;
}

/** School years, and all that is above the schools. */
export function addAgencies(w: World, add: Add): void {
  const { schoolYear } = w;
  const center = { educationServiceCenterId: stateId(w) + 1 };
  add("schoolYearTypes", 1, 7, (i) => {
    const year = schoolYear - 3 + i;
    const schoolYearDescription = `${year - 1}-${year}`;
    return { schoolYear: year, currentSchoolYear: i === 3, schoolYearDescription };
  });
  add("stateEducationAgencies", 1, 1, (_, v) =>
    describe(w, { stateEducationAgencyId: stateId(w) }, v, stateId(w), "State Department of Education", 3),
  );
  add("educationServiceCenters", 1, 1, (_, v) =>
    describe(w, { ...center }, v, stateId(w) + 1, `Region ${1 + (w.place(2) % 20)} Service Center`, 2),
  );
  add("localEducationAgencies", 1, w.agencies, (i, v) => {
    const id = agencyId(w, i);
    const name = `${pick(LAST_NAMES(), (w.place(1) % 999) + i)} Independent School District`;
    const b = describe(w, { localEducationAgencyId: id }, v, id, name, 1);
    b.localEducationAgencyCategoryDescriptor = pickOf("localEducationAgencyCategory", 0);
    if (v.canUse("educationServiceCenters")) b.educationServiceCenterReference = { ...center };
    return b;
  });
}

/** Schools, and the programs of their agencies. */
export function addSchools(w: World, add: Add): void {
  const { schools } = w.settings;
  add("schools", 1, schools, (s, v) => {
    const id = schoolId(w, s);
    const level = levelOf(w, s);
    const kind = pickOf("schoolCategory", level).split("#")[1];
    const again = Math.floor(s / LAST_NAMES().length);
    const name = `${pick(LAST_NAMES(), (w.place(0) % 999) + s)} ${again > 0 ? `${again + 1} ` : ""}${kind}`;
    const b = describe(w, { schoolId: id }, v, id, name, 0);
    b.gradeLevels = gradesAt(w, s);
    if (v.canUse("localEducationAgencies")) {
      b.localEducationAgencyReference = { localEducationAgencyId: agencyOf(w, s) };
    }
    optList(b, v, "schoolCategories", "schoolCategory", level);
    opt(b, v, "schoolType", 0);
    opt(b, v, "titleIPartASchoolDesignation", w.place(id) >>> 5);
    return b;
  });
  add("programs", 3, w.agencies * PROGRAMS, (i) => {
    const p = i % PROGRAMS;
    const { educationOrganizationId, ...program } = programRef(agencyId(w, (i / PROGRAMS) | 0), p);
    return { educationOrganizationReference: { educationOrganizationId }, ...program, programId: `${100 + p}` };
  });
}
