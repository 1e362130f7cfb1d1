/** Natural keys that many items refer to, without the bodies that they are part of. */
import type { Scalar } from "../dataset.ts";
import { PROGRAMS, programRef } from "./programs.ts";
import { agencyId, schoolRef } from "./schools.ts";
import { staffRef } from "./staff.ts";
import { studentRef } from "./students.ts";
import type { World } from "./world.ts";

/** By endpoint: the same as what the dataset takes out of a body. */
export const KEYS: Readonly<Record<string, (w: World, i: number) => Readonly<Record<string, Scalar>>>> = {
  programs: (w, i) => programRef(agencyId(w, (i / PROGRAMS) | 0), i % PROGRAMS),
  schools: schoolRef,
  staffs: staffRef,
  students: studentRef,
};
