/** The XSD files that DMS lists for a project. The sandbox does not have them: it validates by its resource model. */
import type { Model } from "../../api-model/types.ts";

const INTERCHANGES = [
  ..."AssessmentMetadata AssessmentRegistration Contact Descriptors EducationOrganization EducationOrgCalendar".split(
    " ",
  ),
  ..."Finance MasterSchedule PostSecondaryEvent StaffAssociation Standards Student StudentAssessment".split(" "),
  ..."StudentAttendance StudentCohort StudentDiscipline StudentEnrollment StudentGrade StudentGradebook".split(" "),
  ..."StudentHealth StudentIntervention StudentProgram StudentProgramEvaluation StudentTranscript Survey".split(" "),
];
/** Data Standard 5.2. */
const CORE_FILES = ["Ed-Fi-Core", ...INTERCHANGES.map((name) => `Interchange-${name}`), "SchemaAnnotation"];
const EXTENSION_FILES: Readonly<Record<string, readonly string[]>> = {
  tpdm: [
    "EXTENSION-Ed-Fi-Extended-Core",
    ..."Candidate Descriptors EducationOrganization PerformanceEvaluation StaffAssociation Survey"
      .split(" ")
      .map((name) => `EXTENSION-Interchange-${name}-Extension`),
  ],
};

/**
 * @param section name of a project in lower case
 * @param url address that the files are below
 * @returns undefined: no such project
 */
export function xsdFiles(model: Model, section: string, url: string): string[] | undefined {
  if (!model.resources.some(({ project }) => project.toLowerCase() === section)) return undefined;
  if (model.standard !== undefined) return ["No XSD files found for extension."];
  return [...CORE_FILES, ...(EXTENSION_FILES[section] ?? [])].map((name) => `${url}/${name}.xsd`);
}
