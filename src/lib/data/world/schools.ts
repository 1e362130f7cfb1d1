/** Education organizations: the state agency, local agencies and schools. */
import { type Draft, descriptorList } from "../descriptors.ts";
import { FIRST_GRADE, GRADES, type Level, type Span } from "../shape.ts";
import type { World } from "./world.ts";

export const stateId = (w: World): number => w.firstSchoolId - 999;
export const agencyId = (w: World, agency: number): number => w.firstSchoolId - 990 + agency;
export const schoolId = (w: World, s: number): number => w.firstSchoolId + s;

/** Id of a school's agency. */
export const agencyOf = (w: World, s: number): number => agencyId(w, Math.floor((s * w.agencies) / w.settings.schools));
export const levelOf = (w: World, s: number): Level => w.levels[s] as Level;
export const spanOf = (w: World, s: number): Span => w.spans[s] as Span;
export const schoolRef = (w: World, s: number) => ({ schoolId: schoolId(w, s) });
export const schoolOrganizationRef = (w: World, s: number) => ({ educationOrganizationId: schoolId(w, s) });

/** The `gradeLevels` of a school. */
export function gradesAt(w: World, s: number): Draft[] {
  const span = spanOf(w, s);
  return descriptorList("gradeLevel", FIRST_GRADE[span], GRADES[span]);
}
