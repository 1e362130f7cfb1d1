/** Data Standard 5.2.0: the two abstract resources with their key fields, and item types that several resources share. Notation: see ../notation.ts. */
export const SHARED_ITEMS = `
abstract EducationOrganization
 educationOrganizationId int64
abstract GeneralStudentProgramAssociation
 beginDate date
 educationOrganizationId int64
 programEducationOrganizationId int64
 programName s60
 programTypeDescriptor
 studentUniqueId s32
item EducationOrganization_Address
 addressTypeDescriptor!
 apartmentRoomSuiteNumber s50
 buildingSiteNumber s20
 city! s2-30
 congressionalDistrict s30
 countyFIPSCode s3-5
 doNotPublishIndicator bool
 latitude s20
 localeDescriptor
 longitude s20
 nameOfCounty s30
 periods [EducationOrganization_Period]
 postalCode! s17
 stateAbbreviationDescriptor!
 streetNumberName! s150
item EducationOrganization_EducationOrganizationCategory
 educationOrganizationCategoryDescriptor!
item EducationOrganization_EducationOrganizationIdentificationCode
 educationOrganizationIdentificationSystemDescriptor!
 identificationCode+ s60
item EducationOrganization_EducationOrganizationIndicator
 designatedBy s60
 indicatorDescriptor!
 indicatorGroupDescriptor
 indicatorLevelDescriptor
 indicatorValue s60
 periods [EducationOrganization_Period]
item EducationOrganization_InstitutionTelephone
 institutionTelephoneNumberTypeDescriptor!
 telephoneNumber+ s24
item EducationOrganization_InternationalAddress
 addressLine1+ s150
 addressLine2 s150
 addressLine3 s150
 addressLine4 s150
 addressTypeDescriptor!
 beginDate date
 countryDescriptor+
 endDate date
 latitude s20
 longitude s20
item EducationOrganization_Period
 beginDate! date
 endDate date
item GeneralStudentProgramAssociation_ProgramParticipationStatus
 designatedBy s60
 participationStatusDescriptor!
 statusBeginDate! date
 statusEndDate date
item StudentAssessment_PerformanceLevel
 assessmentReportingMethodDescriptor!
 performanceLevelDescriptor!
 performanceLevelIndicatorName s60
item StudentAssessment_ScoreResult
 assessmentReportingMethodDescriptor!
 result+ s35
 resultDatatypeTypeDescriptor+
item StudentEducationOrganizationAssociation_Period
 beginDate! date
 endDate date
item StudentHealth_ImmunizationDate
 immunizationDate! date
item StudentSpecialEducationProgramAssociation_ServiceProvider
 primaryProvider bool
 staffReference!
`;
