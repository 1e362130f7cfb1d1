/**
 * The claim sets that DMS ships, in short form: `claim:actions` or `claim:actions=strategies`, where
 * actions are C(reate) R(ead) U(pdate) D(elete) H (ReadChanges) and strategies the letters of hierarchy.ts.
 * `*` covers every resource. In DMS SeedLoader may only create, with strategies by domain; here it is
 * the full-breadth set of the sandbox: everything, without further checks.
 */
const NO_FURTHER_RESOURCES =
  "schoolYearType localEducationAgency postSecondaryInstitution school contact staff student survey academicWeek bellSchedule calendar calendarDate classPeriod course courseOffering grade gradingPeriod graduationPlan postSecondaryEvent program reportCard section session studentCTEProgramAssociation studentEducationOrganizationAssociation studentProgramAssociation studentSectionAssociation assessment assessmentItem studentAssessment credential studentContactAssociation studentSchoolAssociation educationContent studentHealth";

const NO_FURTHER_DESCRIPTORS =
  "absenceEventCategory academicSubject addressType administrationEnvironment assessmentCategory assessmentIdentificationSystem assessmentItemCategory assessmentItemResult assessmentReportingMethod calendarEvent calendarType contentClass courseIdentificationSystem credentialType disability educationOrganizationCategory gradeLevel gradeType gradingPeriod graduationPlanType immunizationType language learningStandardScope localEducationAgencyCategory performanceLevel programType responseIndicator resultDatatypeType retestIndicator stateAbbreviation term";

function each(names: string, grant: string, suffix = ""): string {
  return names
    .split(" ")
    .map((name) => `${name}${suffix}:${grant}`)
    .join(" ");
}

const EDUCATION_ORGANIZATIONS_AND_PLACES =
  "schoolYearType systemDescriptors managedDescriptors educationOrganizations accountabilityRating classPeriod communityProviderLicense course educationOrganizationNetworkAssociation educationOrganizationPeerAssociation feederSchoolAssociation location program learningStandard learningStandardEquivalenceAssociation";

/** In the order in which the Configuration Service lists them. */
export const SYSTEM_CLAIM_SETS: Readonly<Record<string, string>> = {
  "E2E-NameSpaceBasedClaimSet": "schoolYearType:CRUDH=N absenceEventCategoryDescriptor:CRUDH=S survey:CRUDH=S",
  "E2E-NoFurtherAuthRequiredClaimSet": `${each(NO_FURTHER_RESOURCES, "CRUDH=N")} learningStandard:CRUD=N ${each(NO_FURTHER_DESCRIPTORS, "CRUDH=N", "Descriptor")}`,
  "E2E-RelationshipsWithEdOrgsOnlyClaimSet": `${each("educationOrganizationCategoryDescriptor gradeLevelDescriptor localEducationAgencyCategoryDescriptor school stateEducationAgency classPeriod", "CRUDH=N")} ${each("localEducationAgency academicWeek bellSchedule", "CRUDH=O")}`,
  "E2E-RelationshipsWithEdOrgsOnlyInvertedClaimSet": each("localEducationAgency academicWeek", "CRUDH=I"),
  "E2E-RelationshipsWithEdOrgsOnlyOrInvertedClaimSet": each("localEducationAgency academicWeek", "CRUDH=OI"),
  "E2E-RelationshipsWithEdOrgsOnlyMixedStrategyClaimSet": "academicWeek:R=OW",
  SISVendor:
    "edFiTypes:R systemDescriptors:R managedDescriptors:CRUD educationOrganizations:R people:CRUD relationshipBasedData:CRUD assessmentMetadata:CRUD educationStandards:CRUD primaryRelationships:CRUD educationContent:CRUD crisisEvent:RH",
  EdFiSandbox:
    "edFiTypes:RH systemDescriptors:CRUDH managedDescriptors:CRUDH educationOrganizations:CRUDH people:CRUDH relationshipBasedData:CRUDH assessmentMetadata:CRUDH services/identity:CRU educationStandards:CRUDH primaryRelationships:CRUDH educationContent:CRUDH finance:CRUDH crisisEvent:CRUDH studentHealth:CRUDH tpdm:CRUDH",
  RosterVendor: each(
    "educationOrganizations staff student classPeriod course courseOffering location section session staffSectionAssociation studentSectionAssociation staffEducationOrganizationAssignmentAssociation studentSchoolAssociation",
    "R",
  ),
  AssessmentVendor:
    "edFiTypes:R systemDescriptors:R academicSubjectDescriptor:CRUD managedDescriptors:CRUD performanceLevelDescriptor:CR student:R relationshipBasedData:R assessmentMetadata:CRUD learningStandard:CRUD",
  AssessmentRead: "student:R assessmentMetadata:R learningStandard:R",
  BootstrapDescriptorsandEdOrgs: `${each(EDUCATION_ORGANIZATIONS_AND_PLACES, "C=N")} crisisEvent:C educatorPreparationProgram:C`,
  SeedLoader: "*:CRUDH=N services/identity:CRU",
  DistrictHostedSISVendor:
    "edFiTypes:R systemDescriptors:R managedDescriptors:CRUD educationOrganizations:R localEducationAgency:RU organizationDepartment:CRUD school:CRUD people:CRUD relationshipBasedData:CRUD assessmentMetadata:CRUD educationStandards:CRUD primaryRelationships:CRUD educationContent:CRUD",
  EdFiODSAdminApp: "edFiTypes:R=N systemDescriptors:CRUD=N managedDescriptors:CRUD=N educationOrganizations:CRUD=N",
  ABConnect: each(
    "academicSubjectDescriptor gradeLevelDescriptor publicationStatusDescriptor educationStandards",
    "CRUD",
  ),
  EdFiAPIPublisherReader:
    "edFiTypes:R systemDescriptors:RH managedDescriptors:RH educationOrganizations:RH people:RH relationshipBasedData:RH assessmentMetadata:RH educationStandards:RH primaryRelationships:RH educationContent:RH finance:RH crisisEvent:RH studentHealth:RH tpdm:RH",
  EdFiAPIPublisherWriter:
    "edFiTypes:CRUD=N systemDescriptors:CRUD=N managedDescriptors:CRUD=N educationOrganizations:CRUD people:CRUD relationshipBasedData:CRUD surveyDomain:CRUD=N communityProviderLicense:CRUD=N assessmentMetadata:CRUD=N educationStandards:CRUD=N primaryRelationships:CRUD educationContent:CRUD=N finance:CRUD crisisEvent:CRUD studentHealth:CRUD tpdm:CRUD",
  FinanceVendor: "finance/dimensions:R finance/locals:CRUD",
  EducationPreparationProgram:
    "systemDescriptors:R educationOrganizations:CRUD student:CRUD candidate:CRUD surveyDomain:CRUD person:CRUD credential:CRUD studentSchoolAssociation:CRUD tpdm/performanceEvaluation:CRUD tpdm/candidatePreparation:CRUD educatorPreparationProgram:CRUD",
};
