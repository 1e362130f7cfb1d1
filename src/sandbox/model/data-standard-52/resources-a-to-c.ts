/** Data Standard 5.2.0: resources AcademicWeek to CrisisEvent. Notation: see ../notation.ts. */
export const RESOURCES_A_TO_C = `
AcademicWeek
 beginDate+ date
 endDate+ date
 schoolReference!
 totalInstructionalDays+ int 0..
 weekIdentifier! s5-80
AccountabilityRating
 educationOrganizationReference!
 rating+ s35
 ratingDate date
 ratingOrganization s35
 ratingProgram s30
 ratingTitle! s60
 schoolYearTypeReference!
Assessment
 academicSubjects+ []
  academicSubjectDescriptor!
 adaptiveAssessment bool
 assessedGradeLevels []
  gradeLevelDescriptor!
 assessmentCategoryDescriptor
 assessmentFamily s60
 assessmentForm s60
 assessmentIdentifier! s60
 assessmentTitle+ s255
 assessmentVersion int
 contentStandard {}
  authors []
   author! s100
  beginDate date
  endDate date
  mandatingEducationOrganizationReference? EducationOrganization
  publicationDate? date
  publicationStatusDescriptor
  publicationYear? int
  title+ s75
  uri s5-255
  version s50
 educationOrganizationReference
 identificationCodes [Assessment_AssessmentIdentificationCode]
  assessmentIdentificationSystemDescriptor!
  assigningOrganizationIdentificationCode s60
  identificationCode+ s60
 languages []
  languageDescriptor!
 maxRawScore dec15.5
 namespace! s5-255
 nomenclature s100
 performanceLevels [Assessment_AssessmentPerformanceLevel]
  assessmentReportingMethodDescriptor!
  maximumScore s35
  minimumScore s35
  performanceLevelDescriptor!
  performanceLevelIndicatorName s60
  resultDatatypeTypeDescriptor
 periods [Assessment_AssessmentPeriod]
  assessmentPeriodDescriptor!
  beginDate date
  endDate date
 platformTypes []
  platformTypeDescriptor!
 programs [Assessment_SectionOrProgramChoice_Program]
  programReference!
 revisionDate date
 scores [Assessment_AssessmentScore]
  assessmentReportingMethodDescriptor!
  maximumScore s35
  minimumScore s35
  resultDatatypeTypeDescriptor
 sections [Assessment_SectionOrProgramChoice_Section]
  sectionReference!
AssessmentAdministration
 administrationIdentifier! s255
 assessmentBatteryParts []
  assessmentBatteryPartReference!
 assessmentReference!
 assigningEducationOrganizationReference! EducationOrganization
 periods [AssessmentAdministration_AssessmentAdministrationPeriod]
  beginDate! date
  endDate date
 key assigningEducationOrganizationId = assigningEducationOrganizationReference.educationOrganizationId
 eq assessmentBatteryParts[*].assessmentBatteryPartReference.assessmentIdentifier = assessmentReference.assessmentIdentifier
 eq assessmentBatteryParts[*].assessmentBatteryPartReference.namespace = assessmentReference.namespace
AssessmentAdministrationParticipation
 administrationPointOfContacts []
  educationOrganizationReference!
  electronicMailAddress! s7-128
  firstName+ s75
  lastSurname+ s75
  loginId s60
 assessmentAdministrationReference!
 participatingEducationOrganizationReference! EducationOrganization
 key participatingEducationOrganizationId = participatingEducationOrganizationReference.educationOrganizationId
AssessmentBatteryPart
 assessmentBatteryPartName! s65
 assessmentReference!
 objectiveAssessments []
  objectiveAssessmentReference!
 eq assessmentReference.assessmentIdentifier = objectiveAssessments[*].objectiveAssessmentReference.assessmentIdentifier
 eq assessmentReference.namespace = objectiveAssessments[*].objectiveAssessmentReference.namespace
AssessmentItem
 assessmentItemCategoryDescriptor
 assessmentItemURI s5-255
 assessmentReference!
 expectedTimeAssessed s30
 identificationCode! s60
 itemText s1024
 learningStandards []
  learningStandardReference!
 maxRawScore dec15.5
 nomenclature s100
 possibleResponses []
  correctResponse bool
  responseDescription s1024
  responseValue! s60
AssessmentScoreRangeLearningStandard
 assessmentReference!
 assessmentReportingMethodDescriptor
 learningStandards+ []
  learningStandardReference!
 maximumScore+ s35
 minimumScore+ s35
 objectiveAssessmentReference
 scoreRangeId! s60
 eq assessmentReference.assessmentIdentifier = objectiveAssessmentReference.assessmentIdentifier
 eq assessmentReference.namespace = objectiveAssessmentReference.namespace
BalanceSheetDimension
 code! s16
 codeName s100
 fiscalYear! int 2020..2040
 reportingTags []
  reportingTagDescriptor!
BellSchedule
 alternateDayName s20
 bellScheduleName! s60
 classPeriods+ []
  classPeriodReference!
 dates []
  date! date
 endTime time
 gradeLevels []
  gradeLevelDescriptor!
 schoolReference!
 startTime time
 totalInstructionalTime int
 eq classPeriods[*].classPeriodReference.schoolId = schoolReference.schoolId
Calendar
 calendarCode! s60
 calendarTypeDescriptor+
 gradeLevels []
  gradeLevelDescriptor!
 schoolReference!
 schoolYearTypeReference!
CalendarDate
 calendarEvents+ []
  calendarEventDescriptor!
 calendarReference!
 date! date
ChartOfAccount
 accountIdentifier! s50
 accountName s100
 accountTypeDescriptor+
 balanceSheetDimensionReference @balanceSheet
 educationOrganizationReference!
 fiscalYear! int 2020..2040
 functionDimensionReference @function
 fundDimensionReference @fund
 objectDimensionReference @object
 operationalUnitDimensionReference @operationalUnit
 programDimensionReference @program
 projectDimensionReference @project
 reportingTags []
  reportingTagDescriptor!
  tagValue s100
 sourceDimensionReference @source
 eq balanceSheetDimensionReference.fiscalYear = fiscalYear
 eq fiscalYear = functionDimensionReference.fiscalYear
 eq fiscalYear = fundDimensionReference.fiscalYear
 eq fiscalYear = objectDimensionReference.fiscalYear
 eq fiscalYear = operationalUnitDimensionReference.fiscalYear
 eq fiscalYear = programDimensionReference.fiscalYear
 eq fiscalYear = projectDimensionReference.fiscalYear
 eq fiscalYear = sourceDimensionReference.fiscalYear
ClassPeriod ~
 classPeriodName! s60
 meetingTimes []
  endTime! time
  startTime! time
 officialAttendancePeriod bool
 schoolReference!
Cohort
 academicSubjectDescriptor
 cohortDescription s1024
 cohortIdentifier! s36
 cohortScopeDescriptor
 cohortTypeDescriptor+
 educationOrganizationReference!
 programs []
  programReference!
CommunityOrganization <EducationOrganization
 addresses [EducationOrganization_Address]
 categories+ [EducationOrganization_EducationOrganizationCategory]
 communityOrganizationId! int64
 identificationCodes [EducationOrganization_EducationOrganizationIdentificationCode]
 indicators [EducationOrganization_EducationOrganizationIndicator]
 institutionTelephones [EducationOrganization_InstitutionTelephone]
 internationalAddresses [EducationOrganization_InternationalAddress]
 nameOfInstitution+ s75
 operationalStatusDescriptor
 shortNameOfInstitution s75
 webSite s5-255
CommunityProvider <EducationOrganization
 addresses [EducationOrganization_Address]
 categories+ [EducationOrganization_EducationOrganizationCategory]
 communityOrganizationReference
 communityProviderId! int64
 identificationCodes [EducationOrganization_EducationOrganizationIdentificationCode]
 indicators [EducationOrganization_EducationOrganizationIndicator]
 institutionTelephones [EducationOrganization_InstitutionTelephone]
 internationalAddresses [EducationOrganization_InternationalAddress]
 licenseExemptIndicator bool
 nameOfInstitution+ s75
 operationalStatusDescriptor
 providerCategoryDescriptor+
 providerProfitabilityDescriptor
 providerStatusDescriptor+
 schoolIndicator bool
 shortNameOfInstitution s75
 webSite s5-255
CommunityProviderLicense
 authorizedFacilityCapacity int
 communityProviderReference!
 licenseEffectiveDate+ date
 licenseExpirationDate date
 licenseIdentifier! s36
 licenseIssueDate date
 licenseStatusDescriptor
 licenseTypeDescriptor+
 licensingOrganization! s75
 oldestAgeAuthorizedToServe int
 youngestAgeAuthorizedToServe int
CompetencyObjective
 competencyObjectiveId s60
 description s1024
 educationOrganizationReference!
 objective! s60
 objectiveGradeLevelDescriptor! GradeLevelDescriptor
 successCriteria s150
Contact
 addresses []
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
  periods []
   beginDate! date
   endDate date
  postalCode! s17
  stateAbbreviationDescriptor!
  streetNumberName! s150
 contactUniqueId! s32
 electronicMails []
  doNotPublishIndicator bool
  electronicMailAddress! s7-128
  electronicMailTypeDescriptor!
  primaryEmailAddressIndicator bool
 firstName+ s75
 genderIdentity s60
 generationCodeSuffix s10
 highestCompletedLevelOfEducationDescriptor LevelOfEducationDescriptor
 internationalAddresses []
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
 languages []
  languageDescriptor!
  uses [Contact_LanguageUse]
   languageUseDescriptor!
 lastSurname+ s75
 loginId s60
 maidenName s75
 middleName s75
 otherNames []
  firstName+ s75
  generationCodeSuffix s10
  lastSurname+ s75
  middleName s75
  otherNameTypeDescriptor!
  personalTitlePrefix s30
 personReference
 personalIdentificationDocuments [Contact_Name_PersonalIdentificationDocument]
  documentExpirationDate date
  documentTitle s60
  identificationDocumentUseDescriptor!
  issuerCountryDescriptor CountryDescriptor
  issuerDocumentIdentificationCode s60
  issuerName s150
  personalInformationVerificationDescriptor!
 personalTitlePrefix s30
 preferredFirstName s75
 preferredLastSurname s75
 sexDescriptor deprecated
 telephones []
  doNotPublishIndicator bool
  orderOfPriority int 1..
  telephoneNumber! s24
  telephoneNumberTypeDescriptor!
  textMessageCapabilityIndicator bool
Course
 academicSubjects []
  academicSubjectDescriptor!
 careerPathwayDescriptor
 competencyLevels []
  competencyLevelDescriptor!
 courseCode! s60
 courseDefinedByDescriptor
 courseDescription s1024
 courseGPAApplicabilityDescriptor
 courseTitle+ s60
 dateCourseAdopted date
 educationOrganizationReference!
 highSchoolCourseRequirement bool
 identificationCodes+ [Course_CourseIdentificationCode]
  assigningOrganizationIdentificationCode s60
  courseCatalogURL s5-255
  courseIdentificationSystemDescriptor!
  identificationCode+ s60
 learningStandards []
  learningStandardReference!
 levelCharacteristics [Course_CourseLevelCharacteristic]
  courseLevelCharacteristicDescriptor!
 maxCompletionsForCredit int 1..
 maximumAvailableCreditConversion dec9.2
 maximumAvailableCreditTypeDescriptor CreditTypeDescriptor
 maximumAvailableCredits? dec9.3
 minimumAvailableCreditConversion dec9.2
 minimumAvailableCreditTypeDescriptor CreditTypeDescriptor
 minimumAvailableCredits? dec9.3
 numberOfParts+ int 1..8
 offeredGradeLevels []
  gradeLevelDescriptor!
 timeRequiredForCompletion int 1..
CourseOffering
 courseLevelCharacteristics []
  courseLevelCharacteristicDescriptor!
 courseReference+
 curriculumUseds []
  curriculumUsedDescriptor!
 instructionalTimePlanned int 1..
 localCourseCode! s60
 localCourseTitle s60
 offeredGradeLevels []
  gradeLevelDescriptor!
 schoolReference!
 sessionReference!
 eq schoolReference.schoolId = sessionReference.schoolId
CourseTranscript
 academicSubjects []
  academicSubjectDescriptor!
 alternativeCourseIdentificationCodes []
  assigningOrganizationIdentificationCode s60
  courseCatalogURL s5-255
  courseIdentificationSystemDescriptor!
  identificationCode+ s60
 alternativeCourseTitle s60
 assigningOrganizationIdentificationCode s60
 attemptedCreditConversion dec9.2
 attemptedCreditTypeDescriptor CreditTypeDescriptor
 attemptedCredits? dec9.3
 courseAttemptResultDescriptor!
 courseCatalogURL s5-255
 coursePrograms []
  courseProgramReference! Program
 courseReference! @course
 courseRepeatCodeDescriptor
 courseTitle s60
 creditCategories []
  creditCategoryDescriptor!
 earnedAdditionalCredits []
  additionalCreditTypeDescriptor!
  credits+ dec9.3
 earnedCreditConversion dec9.2
 earnedCreditTypeDescriptor CreditTypeDescriptor
 earnedCredits? dec9.3
 externalEducationOrganizationNameOfInstitution s75
 externalEducationOrganizationReference EducationOrganization
 finalLetterGradeEarned s20
 finalNumericGradeEarned dec9.2
 methodCreditEarnedDescriptor
 partialCourseTranscriptAwards []
  awardDate! date
  earnedCredits+ dec9.3
  letterGradeEarned s20
  methodCreditEarnedDescriptor
  numericGradeEarned s20
 responsibleTeacherStaffReference Staff
 sections []
  sectionReference!
 studentAcademicRecordReference!
 whenTakenGradeLevelDescriptor GradeLevelDescriptor
 key courseEducationOrganizationId = courseReference.educationOrganizationId
 eq coursePrograms[*].courseProgramReference.educationOrganizationId = courseReference.educationOrganizationId
 eq sections[*].sectionReference.schoolYear = studentAcademicRecordReference.schoolYear
Credential
 academicSubjects []
  academicSubjectDescriptor!
 credentialFieldDescriptor
 credentialIdentifier! s60
 credentialTypeDescriptor+
 effectiveDate date
 endorsements [Credential_CredentialEndorsement]
  credentialEndorsement! s255
 expirationDate date
 gradeLevels []
  gradeLevelDescriptor!
 issuanceDate+ date
 namespace+ s5-255
 stateOfIssueStateAbbreviationDescriptor! StateAbbreviationDescriptor
 teachingCredentialBasisDescriptor
 teachingCredentialDescriptor
CrisisEvent
 crisisDescription s1024
 crisisEndDate date
 crisisEventName! s100
 crisisStartDate date
 crisisTypeDescriptor+
`;
