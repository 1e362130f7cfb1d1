/** Staff of the schools: their ids. */
import type { World } from "./world.ts";

export const staffId = (w: World, i: number): string => `${w.firstStaffId + i}`;
export const staffRef = (w: World, i: number) => ({ staffUniqueId: staffId(w, i) });
export const firstStaff = (w: World, s: number): number => w.staff.starts[s] as number;
