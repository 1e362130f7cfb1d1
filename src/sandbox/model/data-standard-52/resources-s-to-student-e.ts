/** Data Standard 5.2.0: resources School to StudentEducationOrganizationResponsibilityAssociation. Notation: see ../notation.ts. */
export const RESOURCES_S_TO_STUDENT_E = `
School <EducationOrganization
 addresses [EducationOrganization_Address]
 administrativeFundingControlDescriptor
 charterApprovalAgencyTypeDescriptor
 charterApprovalSchoolYearTypeReference SchoolYearType
 charterStatusDescriptor
 educationOrganizationCategories+ [EducationOrganization_EducationOrganizationCategory]
 gradeLevels+ []
  gradeLevelDescriptor!
 identificationCodes [EducationOrganization_EducationOrganizationIdentificationCode]
 indicators [EducationOrganization_EducationOrganizationIndicator]
 institutionTelephones [EducationOrganization_InstitutionTelephone]
 internationalAddresses [EducationOrganization_InternationalAddress]
 internetAccessDescriptor
 localEducationAgencyReference
 magnetSpecialProgramEmphasisSchoolDescriptor
 nameOfInstitution+ s75
 operationalStatusDescriptor
 schoolCategories []
  schoolCategoryDescriptor!
 schoolId! int64
 schoolTypeDescriptor
 shortNameOfInstitution s75
 titleIPartASchoolDesignationDescriptor
 webSite s5-255
SchoolYearType
 schoolYear! int 0..
 currentSchoolYear+ bool
 schoolYearDescription+ s50
Section ~
 availableCreditConversion dec9.2
 availableCreditTypeDescriptor CreditTypeDescriptor
 availableCredits? dec9.3
 characteristics [Section_SectionCharacteristic]
  sectionCharacteristicDescriptor!
 classPeriods []
  classPeriodReference!
 courseLevelCharacteristics []
  courseLevelCharacteristicDescriptor!
 courseOfferingReference!
 educationalEnvironmentDescriptor
 instructionLanguageDescriptor LanguageDescriptor
 locationReference @location
 locationSchoolReference School
 mediumOfInstructionDescriptor
 offeredGradeLevels []
  gradeLevelDescriptor!
 officialAttendancePeriod bool
 populationServedDescriptor
 programs []
  programReference!
 sectionIdentifier! s255
 sectionName s100
 sectionTypeDescriptor
 sequenceOfCourse int 1..8
 eq locationReference.schoolId = locationSchoolReference.schoolId
 eq classPeriods[*].classPeriodReference.schoolId = courseOfferingReference.schoolId
SectionAttendanceTakenEvent
 calendarDateReference!
 eventDate+ date
 sectionReference!
 staffReference
 eq calendarDateReference.schoolId = sectionReference.schoolId
 eq calendarDateReference.schoolYear = sectionReference.schoolYear
Session ~
 academicWeeks []
  academicWeekReference!
 beginDate+ date
 endDate+ date
 gradingPeriods []
  gradingPeriodReference!
 schoolReference!
 schoolYearTypeReference!
 sessionName! s60
 termDescriptor+
 totalInstructionalDays+ int 0..
 eq academicWeeks[*].academicWeekReference.schoolId = schoolReference.schoolId
 eq gradingPeriods[*].gradingPeriodReference.schoolId = schoolReference.schoolId
 eq gradingPeriods[*].gradingPeriodReference.schoolYear = schoolYearTypeReference.schoolYear
SourceDimension
 code! s16
 codeName s100
 fiscalYear! int 2020..2040
 reportingTags []
  reportingTagDescriptor!
Staff
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
 ancestryEthnicOrigins []
  ancestryEthnicOriginDescriptor!
 birthDate date
 citizenshipStatusDescriptor?
 credentials []
  credentialReference!
 electronicMails []
  doNotPublishIndicator bool
  electronicMailAddress! s7-128
  electronicMailTypeDescriptor!
  primaryEmailAddressIndicator bool
 firstName+ s75
 genderIdentity s60
 generationCodeSuffix s10
 highestCompletedLevelOfEducationDescriptor LevelOfEducationDescriptor
 highlyQualifiedTeacher bool
 hispanicLatinoEthnicity bool deprecated
 identificationCodes [Staff_StaffIdentificationCode]
  assigningOrganizationIdentificationCode s60
  identificationCode+ s60
  staffIdentificationSystemDescriptor!
 identificationDocuments [Staff_Citizenship_IdentificationDocument]
  documentExpirationDate date
  documentTitle s60
  identificationDocumentUseDescriptor*
  issuerCountryDescriptor CountryDescriptor
  issuerDocumentIdentificationCode s60
  issuerName s150
  personalInformationVerificationDescriptor*
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
  uses [Staff_LanguageUse]
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
 personalIdentificationDocuments [Staff_Name_PersonalIdentificationDocument]
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
 races []
  raceDescriptor!
 recognitions []
  achievementCategoryDescriptor
  achievementCategorySystem s60
  achievementTitle s60
  criteria s150
  criteriaURL s5-255
  evidenceStatement s150
  imageURL s5-255
  issuerName s150
  issuerOriginURL s5-255
  recognitionAwardDate date
  recognitionAwardExpiresDate date
  recognitionDescription s80
  recognitionTypeDescriptor!
 sexDescriptor
 staffUniqueId! s32
 telephones []
  doNotPublishIndicator bool
  orderOfPriority int 1..
  telephoneNumber! s24
  telephoneNumberTypeDescriptor!
  textMessageCapabilityIndicator bool
 tribalAffiliations []
  tribalAffiliationDescriptor!
 visas [Staff_Citizenship_Visa]
  visaDescriptor!
 yearsOfPriorProfessionalExperience dec5.2
 yearsOfPriorTeachingExperience dec5.2
StaffAbsenceEvent
 absenceEventCategoryDescriptor!
 absenceEventReason s40
 eventDate! date
 hoursAbsent dec18.2
 staffReference!
StaffCohortAssociation
 beginDate! date
 cohortReference!
 endDate date
 staffReference!
 studentRecordAccess bool
StaffDisciplineIncidentAssociation
 disciplineIncidentParticipationCodes+ []
  disciplineIncidentParticipationCodeDescriptor!
 disciplineIncidentReference!
 staffReference!
StaffEducationOrganizationAssignmentAssociation
 beginDate! date
 credentialReference
 educationOrganizationReference!
 employmentStaffEducationOrganizationEmploymentAssociationReference StaffEducationOrganizationEmploymentAssociation
 endDate date
 fullTimeEquivalency dec5.4
 orderOfAssignment int
 positionTitle s100
 staffClassificationDescriptor!
 staffReference!
 eq employmentStaffEducationOrganizationEmploymentAssociationReference.staffUniqueId = staffReference.staffUniqueId
StaffEducationOrganizationContactAssociation
 address {}
  addressTypeDescriptor+
  apartmentRoomSuiteNumber s50
  buildingSiteNumber s20
  city+ s2-30
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
  postalCode+ s17
  stateAbbreviationDescriptor+
  streetNumberName+ s150
 contactTitle! s75
 contactTypeDescriptor
 educationOrganizationReference!
 electronicMailAddress+ s7-128
 staffReference!
 telephones []
  doNotPublishIndicator bool
  orderOfPriority int 1..
  telephoneNumber! s24
  telephoneNumberTypeDescriptor!
  textMessageCapabilityIndicator bool
StaffEducationOrganizationEmploymentAssociation
 annualWage dec19.4
 credentialReference
 department s60
 educationOrganizationReference!
 employmentStatusDescriptor!
 endDate date
 fullTimeEquivalency dec5.4
 hireDate! date
 hourlyWage dec19.4
 offerDate date
 separationDescriptor
 separationReasonDescriptor
 staffReference!
StaffLeave
 beginDate! date
 endDate date
 reason s40
 staffLeaveEventCategoryDescriptor!
 staffReference!
 substituteAssigned bool
StaffProgramAssociation
 beginDate! date
 endDate date
 programReference! @program
 staffReference!
 studentRecordAccess bool
 key programEducationOrganizationId = programReference.educationOrganizationId
StaffSchoolAssociation
 academicSubjects []
  academicSubjectDescriptor!
 calendarReference
 gradeLevels []
  gradeLevelDescriptor!
 programAssignmentDescriptor!
 schoolReference!
 schoolYearTypeReference
 staffReference!
 eq calendarReference.schoolId = schoolReference.schoolId
 eq calendarReference.schoolYear = schoolYearTypeReference.schoolYear
StaffSectionAssociation
 beginDate! date
 classroomPositionDescriptor+
 endDate date
 highlyQualifiedTeacher bool
 percentageContribution dec5.4
 sectionReference!
 staffReference!
 teacherStudentDataLinkExclusion bool
StateEducationAgency:stateEducationAgencies <EducationOrganization
 accountabilities [StateEducationAgency_StateEducationAgencyAccountability]
  cteGraduationRateInclusion bool
  schoolYearTypeReference!
 addresses [EducationOrganization_Address]
 categories+ [EducationOrganization_EducationOrganizationCategory]
 federalFunds [StateEducationAgency_StateEducationAgencyFederalFund]
  federalProgramsFundingAllocation dec19.4
  fiscalYear! int
 identificationCodes [EducationOrganization_EducationOrganizationIdentificationCode]
 indicators [EducationOrganization_EducationOrganizationIndicator]
 institutionTelephones [EducationOrganization_InstitutionTelephone]
 internationalAddresses [EducationOrganization_InternationalAddress]
 nameOfInstitution+ s75
 operationalStatusDescriptor
 shortNameOfInstitution s75
 stateEducationAgencyId! int64
 webSite s5-255
Student
 birthCity s2-30
 birthCountryDescriptor CountryDescriptor
 birthDate+ date
 birthInternationalProvince s150
 birthSexDescriptor SexDescriptor
 birthStateAbbreviationDescriptor StateAbbreviationDescriptor
 citizenshipStatusDescriptor?
 dateEnteredUS date
 firstName+ s75
 generationCodeSuffix s10
 identificationDocuments [Student_Citizenship_IdentificationDocument]
  documentExpirationDate date
  documentTitle s60
  identificationDocumentUseDescriptor*
  issuerCountryDescriptor CountryDescriptor
  issuerDocumentIdentificationCode s60
  issuerName s150
  personalInformationVerificationDescriptor*
 lastSurname+ s75
 maidenName s75
 middleName s75
 multipleBirthStatus bool
 otherNames []
  firstName+ s75
  generationCodeSuffix s10
  lastSurname+ s75
  middleName s75
  otherNameTypeDescriptor!
  personalTitlePrefix s30
 personReference
 personalIdentificationDocuments [Student_Name_PersonalIdentificationDocument]
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
 studentUniqueId! s32
 visas [Student_Citizenship_Visa]
  visaDescriptor!
StudentAcademicRecord
 academicHonors []
  academicHonorCategoryDescriptor!
  achievementCategoryDescriptor
  achievementCategorySystem s60
  achievementTitle s60
  criteria s150
  criteriaURL s5-255
  evidenceStatement s150
  honorAwardDate date
  honorAwardExpiresDate date
  honorDescription! s80
  imageURL s5-255
  issuerName s150
  issuerOriginURL s5-255
 classRanking {}
  classRank+ int
  classRankingDate date
  percentageRanking int
  totalNumberInClass+ int
 cumulativeAttemptedCreditConversion dec9.2
 cumulativeAttemptedCreditTypeDescriptor CreditTypeDescriptor
 cumulativeAttemptedCredits? dec9.3
 cumulativeEarnedCreditConversion dec9.2
 cumulativeEarnedCreditTypeDescriptor CreditTypeDescriptor
 cumulativeEarnedCredits? dec9.3
 diplomas []
  achievementCategoryDescriptor
  achievementCategorySystem s60
  achievementTitle s60
  criteria s150
  criteriaURL s5-255
  cteCompleter bool
  diplomaAwardDate! date
  diplomaAwardExpiresDate date
  diplomaDescription s80
  diplomaLevelDescriptor
  diplomaTypeDescriptor!
  evidenceStatement s150
  imageURL s5-255
  issuerName s150
  issuerOriginURL s5-255
 educationOrganizationReference!
 gradePointAverages []
  gradePointAverageTypeDescriptor!
  gradePointAverageValue+ dec18.4
  isCumulative bool
  maxGradePointAverageValue dec18.4
 projectedGraduationDate date
 recognitions []
  achievementCategoryDescriptor
  achievementCategorySystem s60
  achievementTitle s60
  criteria s150
  criteriaURL s5-255
  evidenceStatement s150
  imageURL s5-255
  issuerName s150
  issuerOriginURL s5-255
  recognitionAwardDate date
  recognitionAwardExpiresDate date
  recognitionDescription s80
  recognitionTypeDescriptor!
 reportCards []
  reportCardReference!
 schoolYearTypeReference!
 sessionAttemptedCreditConversion dec9.2
 sessionAttemptedCreditTypeDescriptor CreditTypeDescriptor
 sessionAttemptedCredits? dec9.3
 sessionEarnedCreditConversion dec9.2
 sessionEarnedCreditTypeDescriptor CreditTypeDescriptor
 sessionEarnedCredits? dec9.3
 studentReference!
 termDescriptor!
 eq educationOrganizationReference.educationOrganizationId = reportCards[*].reportCardReference.educationOrganizationId
 eq reportCards[*].reportCardReference.studentUniqueId = studentReference.studentUniqueId
StudentAssessment
 accommodations []
  accommodationDescriptor!
 administrationDate datetime
 administrationEndDate datetime
 administrationEnvironmentDescriptor
 administrationLanguageDescriptor LanguageDescriptor
 assessedMinutes int
 assessmentReference!
 eventCircumstanceDescriptor
 eventDescription s1024
 items [StudentAssessment_StudentAssessmentItem]
  assessmentItemReference!
  assessmentItemResultDescriptor+
  assessmentResponse s255
  descriptiveFeedback s1024
  itemNumber int
  rawScoreResult dec15.5
  responseIndicatorDescriptor
  timeAssessed s30
 performanceLevels [StudentAssessment_PerformanceLevel]
 period {StudentAssessment_AssessmentPeriod}
  assessmentPeriodDescriptor+
  beginDate date
  endDate date
 platformTypeDescriptor
 reasonNotTestedDescriptor
 reportedSchoolIdentifier s60
 reportedSchoolReference School
 retestIndicatorDescriptor
 schoolYearTypeReference
 scoreResults [StudentAssessment_ScoreResult]
 serialNumber s60
 studentAssessmentIdentifier! s60
 studentObjectiveAssessments []
  administrationDate datetime
  administrationEndDate datetime
  assessedMinutes int
  objectiveAssessmentReference!
  performanceLevels [StudentAssessment_PerformanceLevel]
  scoreResults [StudentAssessment_ScoreResult]
 studentReference!
 whenAssessedGradeLevelDescriptor GradeLevelDescriptor
 eq assessmentReference.assessmentIdentifier = items[*].assessmentItemReference.assessmentIdentifier
 eq assessmentReference.assessmentIdentifier = studentObjectiveAssessments[*].objectiveAssessmentReference.assessmentIdentifier
 eq assessmentReference.namespace = items[*].assessmentItemReference.namespace
 eq assessmentReference.namespace = studentObjectiveAssessments[*].objectiveAssessmentReference.namespace
StudentAssessmentEducationOrganizationAssociation
 educationOrganizationAssociationTypeDescriptor!
 educationOrganizationReference!
 schoolYearTypeReference
 studentAssessmentReference!
StudentAssessmentRegistration
 assessmentAccommodations []
  accommodationDescriptor!
 assessmentAdministrationReference!
 assessmentCustomizations []
  customizationKey! s60
  customizationValue+ s1024
 assessmentGradeLevelDescriptor GradeLevelDescriptor
 platformTypeDescriptor
 reportingEducationOrganizationReference EducationOrganization
 scheduledStudentEducationOrganizationAssessmentAccommodationReference StudentEducationOrganizationAssessmentAccommodation
 studentEducationOrganizationAssociationReference!
 studentSchoolAssociationReference+
 testingEducationOrganizationReference EducationOrganization
 eq studentEducationOrganizationAssociationReference.studentUniqueId = studentSchoolAssociationReference.studentUniqueId
StudentAssessmentRegistrationBatteryPartAssociation
 accommodations []
  accommodationDescriptor!
 assessmentBatteryPartReference!
 studentAssessmentRegistrationReference!
 eq assessmentBatteryPartReference.assessmentIdentifier = studentAssessmentRegistrationReference.assessmentIdentifier
 eq assessmentBatteryPartReference.namespace = studentAssessmentRegistrationReference.namespace
StudentCTEProgramAssociation <GeneralStudentProgramAssociation
 beginDate! date
 cteProgramServices [StudentCTEProgramAssociation_CTEProgramService]
  cipCode s120
  cteProgramServiceDescriptor! CTEProgramServiceDescriptor
  primaryIndicator bool
  serviceBeginDate date
  serviceEndDate date
 educationOrganizationReference!
 endDate date
 nonTraditionalGenderStatus bool
 privateCTEProgram bool
 programParticipationStatuses [GeneralStudentProgramAssociation_ProgramParticipationStatus]
 programReference! @program
 reasonExitedDescriptor
 servedOutsideOfRegularSession bool
 studentReference!
 technicalSkillsAssessmentDescriptor
 key programEducationOrganizationId = programReference.educationOrganizationId
StudentCohortAssociation
 beginDate! date
 cohortReference!
 endDate date
 sections []
  sectionReference!
 studentReference!
StudentCompetencyObjective
 competencyLevelDescriptor+
 diagnosticStatement s1024
 generalStudentProgramAssociations [StudentCompetencyObjective_StudentCompetencyObjectiveSectionOrProgramChoice_GeneralStudentProgramAssociation]
  generalStudentProgramAssociationReference!
 gradingPeriodReference! @gradingPeriod
 objectiveCompetencyObjectiveReference! CompetencyObjective
 studentReference!
 studentSectionAssociations [StudentCompetencyObjective_StudentCompetencyObjectiveSectionOrProgramChoice_StudentSectionAssociation]
  studentSectionAssociationReference!
 key gradingPeriodSchoolId = gradingPeriodReference.schoolId
 key gradingPeriodSchoolYear = gradingPeriodReference.schoolYear
 key objectiveEducationOrganizationId = objectiveCompetencyObjectiveReference.educationOrganizationId
 eq generalStudentProgramAssociations[*].generalStudentProgramAssociationReference.studentUniqueId = studentReference.studentUniqueId
 eq studentReference.studentUniqueId = studentSectionAssociations[*].studentSectionAssociationReference.studentUniqueId
StudentContactAssociation
 contactPriority int
 contactReference!
 contactRestrictions s250
 emergencyContactStatus bool
 legalGuardian bool
 livesWith bool
 primaryContactStatus bool
 relationDescriptor
 studentReference!
StudentDisciplineIncidentBehaviorAssociation
 behaviorDescriptor!
 behaviorDetailedDescription s1024
 disciplineIncidentParticipationCodes []
  disciplineIncidentParticipationCodeDescriptor!
 disciplineIncidentReference!
 studentReference!
 weapons []
  weaponDescriptor!
StudentDisciplineIncidentNonOffenderAssociation
 disciplineIncidentParticipationCodes []
  disciplineIncidentParticipationCodeDescriptor!
 disciplineIncidentReference!
 studentReference!
StudentEducationOrganizationAssessmentAccommodation
 educationOrganizationReference!
 generalAccommodations []
  accommodationDescriptor!
 studentReference!
StudentEducationOrganizationAssociation
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
  periods [StudentEducationOrganizationAssociation_Period]
  postalCode! s17
  stateAbbreviationDescriptor!
  streetNumberName! s150
 ancestryEthnicOrigins []
  ancestryEthnicOriginDescriptor!
 barrierToInternetAccessInResidenceDescriptor
 cohortYears []
  cohortYearTypeDescriptor!
  schoolYearTypeReference!
  termDescriptor
 disabilities []
  designations [StudentEducationOrganizationAssociation_DisabilityDesignation]
   disabilityDesignationDescriptor!
  disabilityDescriptor!
  disabilityDeterminationSourceTypeDescriptor
  disabilityDiagnosis s80
  orderOfDisability int
 displacedStudents []
  crisisEventReference!
  crisisHomelessnessIndicator bool
  displacedStudentEndDate date
  displacedStudentStartDate date
  displacedStudentStatusDescriptor+
 educationOrganizationReference!
 electronicMails []
  doNotPublishIndicator bool
  electronicMailAddress! s7-128
  electronicMailTypeDescriptor!
  primaryEmailAddressIndicator bool
 genderIdentity s60
 hispanicLatinoEthnicity bool deprecated
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
 internetAccessInResidence bool
 internetAccessTypeInResidenceDescriptor
 internetPerformanceInResidenceDescriptor
 languages []
  languageDescriptor!
  uses [StudentEducationOrganizationAssociation_LanguageUse]
   languageUseDescriptor!
 limitedEnglishProficiencyDescriptor
 loginId s60
 primaryLearningDeviceAccessDescriptor
 primaryLearningDeviceAwayFromSchoolDescriptor
 primaryLearningDeviceProviderDescriptor
 profileThumbnail s255
 races []
  raceDescriptor!
 sexDescriptor
 studentCharacteristics []
  designatedBy s60
  periods [StudentEducationOrganizationAssociation_Period]
  studentCharacteristicDescriptor!
 studentIdentificationCodes []
  assigningOrganizationIdentificationCode! s60
  identificationCode+ s60
  studentIdentificationSystemDescriptor!
 studentIndicators []
  designatedBy s60
  indicator+ s60
  indicatorGroup s200
  indicatorName! s200
  periods [StudentEducationOrganizationAssociation_Period]
 studentReference!
 supporterMilitaryConnectionDescriptor
 telephones []
  doNotPublishIndicator bool
  orderOfPriority int 1..
  telephoneNumber! s24
  telephoneNumberTypeDescriptor!
  textMessageCapabilityIndicator bool
 tribalAffiliations []
  tribalAffiliationDescriptor!
StudentEducationOrganizationResponsibilityAssociation
 beginDate! date
 educationOrganizationReference!
 endDate date
 responsibilityDescriptor!
 studentReference!
`;
