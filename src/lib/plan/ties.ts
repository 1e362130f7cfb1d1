/** Associations that tie a person to a school, so that a client with relationships sees the person. Pure. */

/** By endpoint of the person; one of them is enough. */
export const TIES: Readonly<Record<string, readonly string[]>> = {
  students: ["studentSchoolAssociations"],
  contacts: ["studentContactAssociations"],
  staffs: ["staffEducationOrganizationAssignmentAssociations", "staffEducationOrganizationEmploymentAssociations"],
};

/** Clients have the IDs of agencies, which cover the schools below them. */
const ABOVE_SCHOOLS = ["localEducationAgencies"];

/** Endpoints that must be loaded before an endpoint, so that the client sees the people and schools it refers to. */
export function tiesFor(endpoint: string, required: readonly string[]): readonly (readonly string[])[] {
  return required
    .map((needed) => (needed === "schools" ? ABOVE_SCHOOLS : (TIES[needed] ?? [])))
    .filter((ties) => ties.length > 0 && !ties.includes(endpoint));
}
