/** Associations that tie a person to a school, so that a client with relationships sees the person. Pure. */

/** By endpoint of the person; one of them is enough. */
export const TIES: Readonly<Record<string, readonly string[]>> = {
  students: ["studentSchoolAssociations"],
  contacts: ["studentContactAssociations"],
  staffs: ["staffEducationOrganizationAssignmentAssociations", "staffEducationOrganizationEmploymentAssociations"],
};

/** For each person that an endpoint's items refer to the associations that must be there before them. */
export function tiesFor(endpoint: string, required: readonly string[]): readonly (readonly string[])[] {
  return required.map((needed) => TIES[needed] ?? []).filter((ties) => ties.length > 0 && !ties.includes(endpoint));
}
