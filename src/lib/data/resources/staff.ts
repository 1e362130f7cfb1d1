/** Where staff are employed, what they do there, and which sections they teach. */
import { type Draft, has, one, opt, pickOf } from "../descriptors.ts";
import type { Add } from "../resource.ts";
import { teachersAt } from "../shape.ts";
import { startAt } from "../world/schedule.ts";
import { agencyOf, gradesAt, levelOf, schoolOrganizationRef, schoolRef } from "../world/schools.ts";
import { sectionAt, sectionRef, teacherOf } from "../world/sections.ts";
import { firstStaff, staffId, staffRef } from "../world/staff.ts";
import { type Team, taughtAt } from "../world/teams.ts";
import { spreadOver, type World } from "../world/world.ts";
import { yearsHere } from "./people.ts";

/** Key of the employment of a member of staff. */
function employmentRef(w: World, i: number) {
  const years = yearsHere(w, i);
  return {
    educationOrganizationId: agencyOf(w, w.staff.part(i)),
    ...one("employmentStatus", years < 3 ? 2 : i % 9 === 0 ? 0 : 1),
    hireDate: `${w.schoolYear - 1 - years}-08-01`,
    staffUniqueId: staffId(w, i),
  };
}

export function addEmployment(w: World, add: Add): void {
  const { staff } = w.settings;
  add("staffEducationOrganizationEmploymentAssociations", 4, staff, (i) => {
    const { educationOrganizationId, staffUniqueId, ...employment } = employmentRef(w, i);
    return {
      educationOrganizationReference: { educationOrganizationId },
      ...employment,
      staffReference: { staffUniqueId },
      fullTimeEquivalency: 1,
    };
  });
  add("staffEducationOrganizationAssignmentAssociations", 4, staff, (i, v) => {
    const s = w.staff.part(i);
    const isTeacher = i - firstStaff(w, s) < teachersAt(w, s);
    const role = isTeacher ? (levelOf(w, s) === 0 ? 0 : 1) : 2 + (i % 5);
    const b: Draft = {
      beginDate: w.calendar.day(0),
      educationOrganizationReference: schoolOrganizationRef(w, s),
      ...one("staffClassification", role),
      staffReference: staffRef(w, i),
    };
    if (v.canUse("staffEducationOrganizationEmploymentAssociations") && has(v, "employmentStatus")) {
      b.employmentStaffEducationOrganizationEmploymentAssociationReference = employmentRef(w, i);
    }
    return b;
  });
}

/** Where staff work, which sections they teach, and their credentials. */
export function addAssignments(w: World, add: Add): void {
  const { staff, schoolYear } = w.settings;
  const taught = spreadOver(w, (s) => taughtAt(w.teams[s] as Team));
  add("staffSchoolAssociations", 3, staff, (i, v) => {
    const s = w.staff.part(i);
    const b: Draft = {
      ...one("programAssignment", i % 7 === 0 ? w.career(i) : 0),
      schoolReference: schoolRef(w, s),
      staffReference: staffRef(w, i),
    };
    if (v.canUse("schoolYearTypes")) b.schoolYearTypeReference = { schoolYear };
    if (has(v, "gradeLevel")) b.gradeLevels = gradesAt(w, s);
    return b;
  });
  add("staffSectionAssociations", 3, 2 * taught.count, (i) => {
    const s = taught.part(i >> 1);
    const section = sectionAt(w, i + 2 * (startAt(w.sections, s) - (taught.starts[s] as number)));
    return {
      beginDate: w.termBegins[section.term] as string,
      sectionReference: sectionRef(w, section),
      staffReference: staffRef(w, teacherOf(w, section) as number),
      ...one("classroomPosition", 0),
    };
  });
  add("credentials", 2, staff, (i, v) => {
    const b: Draft = {
      credentialIdentifier: `C${staffId(w, i)}`,
      stateOfIssueStateAbbreviationDescriptor: pickOf("stateAbbreviation", 0),
      ...one("credentialType", 0),
      issuanceDate: employmentRef(w, i).hireDate,
      namespace: "uri://ed-fi.org/Credential",
    };
    opt(b, v, "teachingCredential", 0);
    return b;
  });
}
