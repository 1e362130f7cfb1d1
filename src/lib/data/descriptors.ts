/** The descriptor values that a dataset uses: standard values of Data Standard 5.2, `code=short description` where the two differ. */

import type { Vocabulary } from "./dataset.ts";
import { pick } from "./hash.ts";

const VALUES = {
  academicSubject:
    "English Language Arts|Mathematics|Science|Social Studies|Fine and Performing Arts|Physical, Health, and Safety Education|Foreign Language and Literature|Career and Technical Education",
  addressType: "Home|Physical",
  assessmentCategory: "State summative assessment 3-8 general|Benchmark test",
  assessmentItemCategory: "Multiple-choice|Short answer|True-False|Matching",
  assessmentReportingMethod: "Scale score|Proficiency level",
  attendanceEventCategory: "Excused Absence|Unexcused Absence|Tardy|Early departure",
  behavior: "School Code of Conduct|School Violation|State Offense|Other",
  calendarEvent: "Instructional day|Holiday|Teacher only day",
  calendarType: "School",
  classroomPosition: "Teacher of Record",
  cohortScope: "School",
  cohortType: "Academic Intervention|Attendance Intervention",
  courseAttemptResult: "Pass|Fail",
  courseGPAApplicability: "Applicable|Not Applicable",
  courseIdentificationSystem: "LEA course code",
  credentialType: "Certification",
  creditType: "Carnegie unit",
  cteProgramService: "Information Technology|Health Science|Finance",
  disability:
    "Specific Learning Disability|Speech or Language Impairment|Other Health Impairment|Autism Spectrum Disorders|Intellectual Disability|Serious Emotional Disability|Multiple Disabilities|Hearing Impairment, including Deafness|Orthopedic Impairment|Traumatic Brain Injury|Visual Impairment, including Blindness",
  discipline: "In School Suspension|Out of School Suspension|Removal from Classroom|Community Service",
  disciplineIncidentParticipationCode: "Perpetrator",
  educationOrganizationCategory: "School|Local Education Agency|Education Service Center|State Education Agency",
  educationalEnvironment: "Classroom|Laboratory",
  electronicMailType: "Home/Personal|Organization|Work",
  employmentStatus: "Contractual|Tenured or permanent|Probationary",
  entryType: "Next year school|Transfer|New to education system",
  exitWithdrawType: "Transferred",
  gradeLevel:
    "Kindergarten|First grade|Second grade|Third grade|Fourth grade|Fifth grade|Sixth grade|Seventh grade|Eighth grade|Ninth grade|Tenth grade|Eleventh grade|Twelfth grade",
  gradePointAverageType: "Unweighted",
  gradeType: "Grading Period",
  gradebookEntryType: "Unit Test|Assignment",
  gradingPeriod: "First Nine Weeks|Second Nine Weeks|Third Nine Weeks|Fourth Nine Weeks",
  graduationPlanType: "Recommended|Distinguished",
  incidentLocation: "Classroom|Hallway or stairs|School bus",
  institutionTelephoneNumberType: "Main|Fax",
  language: "eng=English|spa=Spanish|vie=Vietnamese|ara=Arabic|chi=Chinese|tgl=Tagalog|kor=Korean|urd=Urdu",
  languageUse: "Home language",
  learningStandardScope: "State",
  levelOfEducation: "Bachelor's|Master's|High School Diploma|Some College No Degree|Doctorate",
  limitedEnglishProficiency: "NotLimited|Limited",
  localEducationAgencyCategory: "Regular public school district",
  methodCreditEarned: "Classroom credit",
  operationalStatus: "Active",
  performanceLevel: "Advanced|Met Standard|Basic|Below Basic",
  programAssignment: "Regular Education|Special Education|Title I-Academic",
  programType:
    "Special Education|Career and Technical Education|Gifted and Talented|Bilingual|English as a Second Language (ESL)|Title I Part A",
  race: "White|Black or African American|Asian|American Indian or Alaska Native|Native Hawaiian or Pacific Islander",
  relation: "Mother|Father|Grandmother",
  reporterDescription: "Staff|Student|Parent/guardian",
  responsibility: "Accountability|Attendance|Funding",
  resultDatatypeType: "Integer",
  schoolCategory: "Elementary School|Middle School|High School",
  schoolType: "Regular",
  service: "Counseling services",
  sex: "Female|Male",
  specialEducationProgramService:
    "Speech-Language And Audiology Services|Occupational And Physical Therapy|Social Work Services",
  specialEducationSetting:
    "Inside regular class 80% or more of the day|Inside regular class between 40-79% of the day|Inside regular class less than 40% of the day",
  staffClassification:
    "Elementary Teacher|Secondary Teacher|School Administrator|School Counselor|Librarian/Media Specialist|Paraprofessional/Instructional Aide|School Administrative Support Staff",
  stateAbbreviation: "TX",
  studentCharacteristic: "Homeless|Economic Disadvantaged|Immigrant|Parent in Military|Foster Care",
  studentIdentificationSystem: "District|State",
  submissionStatus: "Graded|Submitted",
  surveyCategory: "Student|Parent|Teacher",
  teachingCredential: "Regular/Standard",
  telephoneNumberType: "Mobile|Home|Work",
  term: "Fall Semester|Spring Semester",
  titleIPartASchoolDesignation: "Not A Title I School|Title I Schoolwide School|Title I Targeted Assistance School",
};

export type DescriptorName = keyof typeof VALUES;

export const DESCRIPTOR_NAMES = Object.keys(VALUES) as DescriptorName[];

const lists: { [name in DescriptorName]?: readonly string[] } = {};

function namespaceOf(name: DescriptorName): string {
  const type = name === "cteProgramService" ? "CTEProgramService" : (name[0] as string).toUpperCase() + name.slice(1);
  return `uri://ed-fi.org/${type}Descriptor`;
}

/** The values in full, `uri://ed-fi.org/GradeLevelDescriptor#Kindergarten` and so on; position carries meaning. */
export function values(name: DescriptorName): readonly string[] {
  // Made on first use: every VU would hold all of them.
  lists[name] ??= VALUES[name].split("|").map((text) => `${namespaceOf(name)}#${text.split("=")[0]}`);
  return lists[name];
}

/** How many values, and one of them as a body. */
export function descriptorCount(name: DescriptorName): number {
  return VALUES[name].split("|").length;
}

export function descriptorBody(name: DescriptorName, index: number): Draft {
  const [codeValue, shortDescription = codeValue] = (VALUES[name].split("|")[index] as string).split("=");
  return { codeValue, namespace: namespaceOf(name), shortDescription, description: shortDescription };
}

/** A body under construction; identity members come first. */
export type Draft = { [name: string]: unknown };

/** May values of this descriptor be used? */
export function has(v: Vocabulary, name: DescriptorName): boolean {
  return v.canUse(`${name}Descriptors`);
}

/** One value of a descriptor, in full. */
export function pickOf(name: DescriptorName, h: number): string {
  return pick(values(name), h);
}

/** A descriptor field, to be spread into a body. */
export const one = (name: DescriptorName, h: number): Draft => ({ [`${name}Descriptor`]: pickOf(name, h) });

/** Sets an optional descriptor field, where the target lets us use the type. */
export function opt(body: Draft, v: Vocabulary, name: DescriptorName, h: number, field = `${name}Descriptor`): void {
  if (has(v, name)) body[field] = pickOf(name, h);
}

/** Items that are a descriptor alone: `n` values from a position on. */
export function descriptorList(name: DescriptorName, first: number, n: number): Draft[] {
  const items = [];
  for (let i = first; i < first + n; i++) items.push(one(name, i));
  return items;
}

/** Sets an optional collection of descriptors to one value or two. */
export function optList(b: Draft, v: Vocabulary, list: string, name: DescriptorName, h: number, two = false): void {
  if (has(v, name)) b[list] = descriptorList(name, h, two ? 2 : 1);
}
