/** Staff of the schools: ids, and how many of them teach. */
import type { World } from "./world.ts";

const SHARE_OF_TEACHERS = 0.6;

export const staffId = (w: World, i: number): string => `${w.firstStaffId + i}`;
export const staffRef = (w: World, i: number) => ({ staffUniqueId: staffId(w, i) });
export const firstStaff = (w: World, s: number): number => w.staff.starts[s] as number;

/** How many teachers a school has; they come first among its staff. */
export const teachersAt = (w: World, s: number): number => Math.ceil(w.staff.size(s) * SHARE_OF_TEACHERS);
