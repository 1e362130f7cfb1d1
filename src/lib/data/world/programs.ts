/** References to programs and graduation plans of an agency. */
import { pickOf } from "../descriptors.ts";

/** Programs of every agency, in the order of the programType values. */
export const PROGRAMS = [
  "Special Education",
  "Career and Technical Education",
  "Gifted and Talented",
  "Bilingual Education",
  "English as a Second Language",
  "Title I Part A",
];

export function programRef(educationOrganizationId: number, p: number) {
  return {
    educationOrganizationId,
    programName: PROGRAMS[p] as string,
    programTypeDescriptor: pickOf("programType", p),
  };
}

export function graduationPlanRef(educationOrganizationId: number, type: number, graduationSchoolYear: number) {
  return {
    educationOrganizationId,
    graduationPlanTypeDescriptor: pickOf("graduationPlanType", type),
    graduationSchoolYear,
  };
}
