/** References to programs and graduation plans of an agency. */
import { pickOf } from "../descriptors.ts";

/** How many programs an agency has: one of each of the programType values. */
export const PROGRAMS = 6;

export function programRef(educationOrganizationId: number, p: number) {
  const programTypeDescriptor = pickOf("programType", p);
  return { educationOrganizationId, programName: programTypeDescriptor.split("#")[1] as string, programTypeDescriptor };
}

export function graduationPlanRef(educationOrganizationId: number, type: number, graduationSchoolYear: number) {
  return {
    educationOrganizationId,
    graduationPlanTypeDescriptor: pickOf("graduationPlanType", type),
    graduationSchoolYear,
  };
}
