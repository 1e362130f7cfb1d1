/** Incidents, who was involved, and what followed. */
import { type Draft, descriptorList, has, opt, optList, pickOf } from "../descriptors.ts";
import type { Add } from "../resource.ts";
import { schoolRef } from "../world/schools.ts";
import { firstStudent, studentRef, studentsAt } from "../world/students.ts";
import { spreadOver, type World } from "../world/world.ts";

export function addDiscipline(w: World, add: Add): void {
  const { day } = w.calendar;
  const chance = w.streams(90);
  const incidents = spreadOver(w, (s) => Math.ceil(studentsAt(w, s) * 0.05));
  const incidentRef = (i: number) => {
    const school = schoolRef(w, incidents.part(i));
    return { incidentIdentifier: `${school.schoolId}-${i}`, ...school };
  };
  const studentOf = (i: number): number => {
    const s = incidents.part(i);
    return firstStudent(w, s) + (chance(i) % studentsAt(w, s));
  };
  const dayOf = (i: number): number => 35 + ((chance(i) >>> 4) % (w.calendar.length - 40));
  const behaviorOf = (i: number): string => pickOf("behavior", (chance(i) >>> 12) % 6);

  add("disciplineIncidents", 2, incidents.count, (i, v) => {
    const { incidentIdentifier, schoolId } = incidentRef(i);
    const b: Draft = { incidentIdentifier, schoolReference: { schoolId }, incidentDate: day(dayOf(i)) };
    optList(b, v, "behaviors", "behavior", (chance(i) >>> 12) % 6);
    opt(b, v, "incidentLocation", chance(i) >>> 7);
    opt(b, v, "reporterDescription", i);
    return b;
  });
  add("studentDisciplineIncidentBehaviorAssociations", 3, incidents.count, (i, v) => {
    const b: Draft = {
      behaviorDescriptor: behaviorOf(i),
      disciplineIncidentReference: incidentRef(i),
      studentReference: studentRef(w, studentOf(i)),
    };
    optList(b, v, "disciplineIncidentParticipationCodes", "disciplineIncidentParticipationCode", 0);
    return b;
  });
  add("disciplineActions", 3, incidents.count, (i, v) => {
    const { incidentIdentifier, schoolId } = incidentRef(i);
    const studentReference = studentRef(w, studentOf(i));
    const b: Draft = {
      disciplineActionIdentifier: incidentIdentifier,
      disciplineDate: day(dayOf(i) + 2),
      studentReference,
      disciplines: descriptorList("discipline", chance(i) >>> 9, 1),
      responsibilitySchoolReference: { schoolId },
      actualDisciplineActionLength: 1 + (i % 3),
    };
    if (v.canUse("studentDisciplineIncidentBehaviorAssociations") && has(v, "behavior")) {
      const reference = { behaviorDescriptor: behaviorOf(i), ...incidentRef(i), ...studentReference };
      b.studentDisciplineIncidentBehaviorAssociations = [
        { studentDisciplineIncidentBehaviorAssociationReference: reference },
      ];
    }
    return b;
  });
}
