/** Where staff are employed, what they do there, and which sections they teach. */
import { type Draft, descriptorList, has, opt, optList, pickOf } from "../descriptors.ts";
import type { Add } from "../resource.ts";
import { FIRST_GRADE, GRADES } from "../shape.ts";
import type { World } from "../world.ts";
import { careerYears } from "./people.ts";

export function addStaff(w: World, add: Add): void {
  const { staff, schoolYear } = w.settings;
  const { day } = w.calendar;
  const people = w.shape.staff;
  const { staffRef, teachersAt } = w;
  const career = w.streams(60);
  const taught = w.spread((s) =>
    teachersAt(s) > 0 ? (w.sections.starts[s + 1] as number) - (w.sections.starts[s] as number) : 0,
  );
  const isTeacher = (i: number): boolean => {
    const s = people.school(i);
    return i - w.firstStaff(s) < teachersAt(s);
  };
  const employment = (i: number) => ({
    educationOrganizationId: w.agencyOf(people.school(i)),
    employmentStatusDescriptor: pickOf("employmentStatus", career(i)),
    hireDate: `${schoolYear - 1 - ((career(i) >>> 5) % (1 + Math.min(24, careerYears(w, i))))}-08-01`,
    staffUniqueId: w.staffId(i),
  });

  add("staffEducationOrganizationEmploymentAssociations", 4, staff, (i) => {
    const { educationOrganizationId, employmentStatusDescriptor, hireDate } = employment(i);
    return {
      educationOrganizationReference: { educationOrganizationId },
      employmentStatusDescriptor,
      hireDate,
      staffReference: staffRef(i),
      fullTimeEquivalency: 1,
    };
  });
  add("staffEducationOrganizationAssignmentAssociations", 4, staff, (i, v) => {
    const s = people.school(i);
    const role = isTeacher(i) ? (w.level(s) === 0 ? 0 : 1) : 2 + (i % 5);
    const b: Draft = {
      beginDate: day(0),
      educationOrganizationReference: w.schoolOrganizationRef(s),
      staffClassificationDescriptor: pickOf("staffClassification", role),
      staffReference: staffRef(i),
      positionTitle: pickOf("staffClassification", role)?.split("#")[1],
    };
    if (v.canUse("staffEducationOrganizationEmploymentAssociations") && has(v, "employmentStatus")) {
      b.employmentStaffEducationOrganizationEmploymentAssociationReference = employment(i);
    }
    return b;
  });
  add("staffSchoolAssociations", 3, staff, (i, v) => {
    const s = people.school(i);
    const level = w.level(s);
    const b: Draft = {
      programAssignmentDescriptor: pickOf("programAssignment", i % 7 === 0 ? career(i) : 0),
      schoolReference: w.schoolRef(s),
      staffReference: staffRef(i),
    };
    if (v.canUse("schoolYearTypes")) b.schoolYearTypeReference = { schoolYear };
    optList(b, v, "academicSubjects", "academicSubject", i);
    if (has(v, "gradeLevel")) b.gradeLevels = descriptorList("gradeLevel", FIRST_GRADE[level], GRADES[level]);
    return b;
  });
  add("staffSectionAssociations", 3, taught.count, (i) => {
    const s = taught.school(i);
    const section = w.section(i - (taught.starts[s] as number) + (w.sections.starts[s] as number));
    return {
      beginDate: w.termBegin(section.term),
      sectionReference: w.sectionRef(section),
      staffReference: staffRef(w.teacher(section)),
      classroomPositionDescriptor: pickOf("classroomPosition", 0),
    };
  });
  add("credentials", 2, staff, (i, v) => {
    const b: Draft = {
      credentialIdentifier: `C${w.staffId(i)}`,
      stateOfIssueStateAbbreviationDescriptor: pickOf("stateAbbreviation", 0),
      credentialTypeDescriptor: pickOf("credentialType", 0),
      issuanceDate: employment(i).hireDate,
      namespace: "uri://ed-fi.org/Credential",
    };
    optList(b, v, "academicSubjects", "academicSubject", i);
    opt(b, v, "teachingCredential", 0);
    return b;
  });
}
