/** Data Standard 5.2.0: resources StudentGradebookEntry to SurveySectionResponseStaffTargetAssociation. Notation: see ../notation.ts. */
export const RESOURCES_STUDENT_F_TO_Z = `
StudentGradebookEntry:studentGradebookEntries
 assignmentLateStatusDescriptor
 competencyLevelDescriptor
 dateFulfilled date
 diagnosticStatement s1024
 gradebookEntryReference!
 letterGradeEarned s20
 numericGradeEarned dec9.2
 pointsEarned dec9.2
 studentReference!
 submissionStatusDescriptor
 timeFulfilled time
StudentHealth
 additionalImmunizations []
  dates [StudentHealth_ImmunizationDate]
  immunizationName! s100
 asOfDate+ date
 educationOrganizationReference!
 nonMedicalImmunizationExemptionDate date
 nonMedicalImmunizationExemptionDescriptor
 requiredImmunizations []
  dates [StudentHealth_ImmunizationDate]
  immunizationTypeDescriptor!
  medicalExemption s1024
  medicalExemptionDate date
 studentReference!
StudentHomelessProgramAssociation <GeneralStudentProgramAssociation
 awaitingFosterCare bool
 beginDate! date
 educationOrganizationReference!
 endDate date
 homelessPrimaryNighttimeResidenceDescriptor
 homelessProgramServices []
  homelessProgramServiceDescriptor!
  primaryIndicator bool
  serviceBeginDate date
  serviceEndDate date
 homelessUnaccompaniedYouth bool
 programParticipationStatuses [GeneralStudentProgramAssociation_ProgramParticipationStatus]
 programReference! @program
 reasonExitedDescriptor
 servedOutsideOfRegularSession bool
 studentReference!
 key programEducationOrganizationId = programReference.educationOrganizationId
StudentInterventionAssociation
 cohortReference @cohort
 diagnosticStatement s1024
 dosage int
 interventionEffectivenesses []
  diagnosisDescriptor!
  gradeLevelDescriptor!
  improvementIndex int
  interventionEffectivenessRatingDescriptor+
  populationServedDescriptor!
 interventionReference!
 studentReference!
StudentInterventionAttendanceEvent
 attendanceEventCategoryDescriptor!
 attendanceEventReason s255
 educationalEnvironmentDescriptor
 eventDate! date
 eventDuration dec3.2
 interventionDuration int 0..1440
 interventionReference!
 studentReference!
StudentLanguageInstructionProgramAssociation <GeneralStudentProgramAssociation
 beginDate! date
 dosage int
 educationOrganizationReference!
 endDate date
 englishLanguageProficiencyAssessments []
  monitoredDescriptor
  participationDescriptor
  proficiencyDescriptor
  progressDescriptor
  schoolYearTypeReference!
 englishLearnerParticipation bool
 languageInstructionProgramServices []
  languageInstructionProgramServiceDescriptor!
  primaryIndicator bool
  serviceBeginDate date
  serviceEndDate date
 programParticipationStatuses [GeneralStudentProgramAssociation_ProgramParticipationStatus]
 programReference! @program
 reasonExitedDescriptor
 servedOutsideOfRegularSession bool
 studentReference!
 key programEducationOrganizationId = programReference.educationOrganizationId
StudentMigrantEducationProgramAssociation <GeneralStudentProgramAssociation
 beginDate! date
 continuationOfServicesReasonDescriptor
 educationOrganizationReference!
 eligibilityExpirationDate date
 endDate date
 lastQualifyingMove+ date
 migrantEducationProgramServices []
  migrantEducationProgramServiceDescriptor!
  primaryIndicator bool
  serviceBeginDate date
  serviceEndDate date
 priorityForServices+ bool
 programParticipationStatuses [GeneralStudentProgramAssociation_ProgramParticipationStatus]
 programReference! @program
 qualifyingArrivalDate date
 reasonExitedDescriptor
 servedOutsideOfRegularSession bool
 stateResidencyDate date
 studentReference!
 usInitialEntry date
 usInitialSchoolEntry date
 usMostRecentEntry date
 key programEducationOrganizationId = programReference.educationOrganizationId
StudentNeglectedOrDelinquentProgramAssociation <GeneralStudentProgramAssociation
 beginDate! date
 educationOrganizationReference!
 elaProgressLevelDescriptor ProgressLevelDescriptor
 endDate date
 mathematicsProgressLevelDescriptor ProgressLevelDescriptor
 neglectedOrDelinquentProgramDescriptor
 neglectedOrDelinquentProgramServices []
  neglectedOrDelinquentProgramServiceDescriptor!
  primaryIndicator bool
  serviceBeginDate date
  serviceEndDate date
 programParticipationStatuses [GeneralStudentProgramAssociation_ProgramParticipationStatus]
 programReference! @program
 reasonExitedDescriptor
 servedOutsideOfRegularSession bool
 studentReference!
 key programEducationOrganizationId = programReference.educationOrganizationId
StudentProgramAssociation <GeneralStudentProgramAssociation
 beginDate! date
 educationOrganizationReference!
 endDate date
 programParticipationStatuses [GeneralStudentProgramAssociation_ProgramParticipationStatus]
 programReference! @program
 reasonExitedDescriptor
 servedOutsideOfRegularSession bool
 services []
  primaryIndicator bool
  serviceBeginDate date
  serviceDescriptor!
  serviceEndDate date
 studentReference!
 key programEducationOrganizationId = programReference.educationOrganizationId
StudentProgramAttendanceEvent
 attendanceEventCategoryDescriptor!
 attendanceEventReason s255
 educationOrganizationReference!
 educationalEnvironmentDescriptor
 eventDate! date
 eventDuration dec3.2
 programAttendanceDuration int 0..1440
 programReference! @program
 studentReference!
 key programEducationOrganizationId = programReference.educationOrganizationId
StudentProgramEvaluation
 educationOrganizationReference
 evaluationDate! date
 evaluationDuration int 1..
 externalEvaluators []
  externalEvaluator! s150
 programEvaluationReference!
 staffEvaluatorStaffReference Staff
 studentEvaluationElements []
  evaluationElementNumericRating dec6.3
  evaluationElementRatingLevelDescriptor RatingLevelDescriptor
  programEvaluationElementReference!
 studentEvaluationObjectives []
  evaluationObjectiveNumericRating dec6.3
  evaluationObjectiveRatingLevelDescriptor RatingLevelDescriptor
  programEvaluationObjectiveReference!
 studentReference!
 summaryEvaluationComment s1024
 summaryEvaluationNumericRating dec6.3
 summaryEvaluationRatingLevelDescriptor RatingLevelDescriptor
 eq programEvaluationReference.programEducationOrganizationId = studentEvaluationElements[*].programEvaluationElementReference.programEducationOrganizationId
 eq programEvaluationReference.programEducationOrganizationId = studentEvaluationObjectives[*].programEvaluationObjectiveReference.programEducationOrganizationId
 eq programEvaluationReference.programEvaluationPeriodDescriptor = studentEvaluationElements[*].programEvaluationElementReference.programEvaluationPeriodDescriptor
 eq programEvaluationReference.programEvaluationPeriodDescriptor = studentEvaluationObjectives[*].programEvaluationObjectiveReference.programEvaluationPeriodDescriptor
 eq programEvaluationReference.programEvaluationTitle = studentEvaluationElements[*].programEvaluationElementReference.programEvaluationTitle
 eq programEvaluationReference.programEvaluationTitle = studentEvaluationObjectives[*].programEvaluationObjectiveReference.programEvaluationTitle
 eq programEvaluationReference.programEvaluationTypeDescriptor = studentEvaluationElements[*].programEvaluationElementReference.programEvaluationTypeDescriptor
 eq programEvaluationReference.programEvaluationTypeDescriptor = studentEvaluationObjectives[*].programEvaluationObjectiveReference.programEvaluationTypeDescriptor
 eq programEvaluationReference.programName = studentEvaluationElements[*].programEvaluationElementReference.programName
 eq programEvaluationReference.programName = studentEvaluationObjectives[*].programEvaluationObjectiveReference.programName
 eq programEvaluationReference.programTypeDescriptor = studentEvaluationElements[*].programEvaluationElementReference.programTypeDescriptor
 eq programEvaluationReference.programTypeDescriptor = studentEvaluationObjectives[*].programEvaluationObjectiveReference.programTypeDescriptor
StudentSchoolAssociation ~
 alternativeGraduationPlans []
  alternativeGraduationPlanReference! GraduationPlan
 calendarReference
 classOfSchoolYearTypeReference SchoolYearType
 educationPlans []
  educationPlanDescriptor!
 employedWhileEnrolled bool
 enrollmentTypeDescriptor
 entryDate! date
 entryGradeLevelDescriptor+ GradeLevelDescriptor
 entryGradeLevelReasonDescriptor
 entryTypeDescriptor
 exitWithdrawDate date
 exitWithdrawTypeDescriptor
 fullTimeEquivalency dec5.4
 graduationPlanReference
 nextYearGradeLevelDescriptor GradeLevelDescriptor
 nextYearSchoolReference School
 primarySchool bool
 repeatGradeIndicator bool
 residencyStatusDescriptor
 schoolChoice bool
 schoolChoiceBasisDescriptor
 schoolChoiceTransfer bool deprecated
 schoolReference!
 schoolYearTypeReference
 studentReference!
 termCompletionIndicator bool
 eq calendarReference.schoolId = schoolReference.schoolId
 eq calendarReference.schoolYear = schoolYearTypeReference.schoolYear
StudentSchoolAttendanceEvent
 arrivalTime time
 attendanceEventCategoryDescriptor!
 attendanceEventReason s255
 departureTime time
 educationalEnvironmentDescriptor
 eventDate! date
 eventDuration dec3.2
 schoolAttendanceDuration int 0..1440
 schoolReference!
 sessionReference!
 studentReference!
 eq schoolReference.schoolId = sessionReference.schoolId
StudentSchoolFoodServiceProgramAssociation <GeneralStudentProgramAssociation
 beginDate! date
 directCertification bool
 educationOrganizationReference!
 endDate date
 programParticipationStatuses [GeneralStudentProgramAssociation_ProgramParticipationStatus]
 programReference! @program
 reasonExitedDescriptor
 schoolFoodServiceProgramServices []
  primaryIndicator bool
  schoolFoodServiceProgramServiceDescriptor!
  serviceBeginDate date
  serviceEndDate date
 servedOutsideOfRegularSession bool
 studentReference!
 key programEducationOrganizationId = programReference.educationOrganizationId
StudentSection504ProgramAssociation <GeneralStudentProgramAssociation
 accommodationPlan bool
 beginDate! date
 educationOrganizationReference!
 endDate date
 programParticipationStatuses [GeneralStudentProgramAssociation_ProgramParticipationStatus]
 programReference! @program
 reasonExitedDescriptor
 section504DisabilityDescriptor
 section504Eligibility+ bool
 section504EligibilityDecisionDate date
 section504MeetingDate date
 servedOutsideOfRegularSession bool
 studentReference!
 key programEducationOrganizationId = programReference.educationOrganizationId
StudentSectionAssociation ~
 attemptStatusDescriptor
 beginDate! date
 dualCreditEducationOrganizationReference EducationOrganization
 dualCreditIndicator bool
 dualCreditInstitutionDescriptor
 dualCreditTypeDescriptor
 dualHighSchoolCreditIndicator bool
 endDate date
 homeroomIndicator bool
 programs []
  programReference!
 repeatIdentifierDescriptor
 sectionReference!
 studentReference!
 teacherStudentDataLinkExclusion bool
StudentSectionAttendanceEvent
 arrivalTime time
 attendanceEventCategoryDescriptor!
 attendanceEventReason s255
 classPeriods []
  classPeriodReference!
 departureTime time
 educationalEnvironmentDescriptor
 eventDate! date
 eventDuration dec3.2
 sectionAttendanceDuration int 0..1440
 sectionReference!
 studentReference!
 eq classPeriods[*].classPeriodReference.schoolId = sectionReference.schoolId
StudentSpecialEducationProgramAssociation <GeneralStudentProgramAssociation
 beginDate! date
 disabilities []
  designations [StudentSpecialEducationProgramAssociation_DisabilityDesignation]
   disabilityDesignationDescriptor!
  disabilityDescriptor!
  disabilityDeterminationSourceTypeDescriptor
  disabilityDiagnosis s80
  orderOfDisability int
 educationOrganizationReference!
 endDate date
 ideaEligibility bool
 iepBeginDate date
 iepEndDate date
 iepReviewDate date
 lastEvaluationDate date
 medicallyFragile bool
 multiplyDisabled bool
 programParticipationStatuses [GeneralStudentProgramAssociation_ProgramParticipationStatus]
 programReference! @program
 reasonExitedDescriptor
 reductionInHoursPerWeekComparedToPeers dec5.2
 schoolHoursPerWeek dec5.2
 servedOutsideOfRegularSession bool
 serviceProviders [StudentSpecialEducationProgramAssociation_ServiceProvider]
 shortenedSchoolDayIndicator bool
 specialEducationExitDate date
 specialEducationExitExplained s1024
 specialEducationExitReasonDescriptor
 specialEducationHoursPerWeek dec5.2
 specialEducationProgramServices []
  primaryIndicator bool
  providers [StudentSpecialEducationProgramAssociation_ServiceProvider]
  serviceBeginDate date
  serviceEndDate date
  specialEducationProgramServiceDescriptor!
 specialEducationSettingDescriptor
 studentReference!
 key programEducationOrganizationId = programReference.educationOrganizationId
StudentSpecialEducationProgramEligibilityAssociation
 consentToEvaluationDate date
 consentToEvaluationReceivedDate! date
 educationOrganizationReference!
 eligibilityConferenceDate date
 eligibilityDelayReasonDescriptor
 eligibilityDeterminationDate date
 eligibilityEvaluationDate date
 eligibilityEvaluationTypeDescriptor
 evaluationCompleteIndicator bool
 evaluationDelayDays int
 evaluationDelayReasonDescriptor
 evaluationLateReason s255
 ideaIndicator bool
 ideaPartDescriptor+ IDEAPartDescriptor
 originalECIServicesDate date
 programReference! @program
 studentReference!
 transitionConferenceDate date
 transitionNotificationDate date
 key programEducationOrganizationId = programReference.educationOrganizationId
StudentTitleIPartAProgramAssociation <GeneralStudentProgramAssociation
 beginDate! date
 educationOrganizationReference!
 endDate date
 programParticipationStatuses [GeneralStudentProgramAssociation_ProgramParticipationStatus]
 programReference! @program
 reasonExitedDescriptor
 servedOutsideOfRegularSession bool
 studentReference!
 titleIPartAParticipantDescriptor+
 titleIPartAProgramServices []
  primaryIndicator bool
  serviceBeginDate date
  serviceEndDate date
  titleIPartAProgramServiceDescriptor!
 key programEducationOrganizationId = programReference.educationOrganizationId
StudentTransportation
 specialAccomodationRequirements s1024
 studentBusDetails {StudentTransportation_StudentBusDetail}
  busNumber+ s36
  busRouteDescriptor+
  mileage dec5.2
  travelDayofWeeks []
   travelDayofWeekDescriptor!
  travelDirections []
   travelDirectionDescriptor!
 studentReference!
 transportationEducationOrganizationReference! EducationOrganization
 transportationPublicExpenseEligibilityTypeDescriptor
 transportationTypeDescriptor
 key transportationEducationOrganizationId = transportationEducationOrganizationReference.educationOrganizationId
Survey
 educationOrganizationReference
 namespace! s5-255
 numberAdministered int
 schoolYearTypeReference+
 sessionReference
 surveyCategoryDescriptor
 surveyIdentifier! s60
 surveyTitle+ s255
 eq schoolYearTypeReference.schoolYear = sessionReference.schoolYear
SurveyCourseAssociation
 courseReference!
 surveyReference!
SurveyProgramAssociation
 programReference!
 surveyReference!
SurveyQuestion
 matrices [SurveyQuestion_Matrix]
  matrixElement! s255
  maxRawScore int
  minRawScore int
 questionCode! s60
 questionFormDescriptor+
 questionText+ s1024
 responseChoices []
  numericValue int 0..100
  sortOrder! int
  textValue s255
 surveyReference!
 surveySectionReference
 eq surveyReference.namespace = surveySectionReference.namespace
 eq surveyReference.surveyIdentifier = surveySectionReference.surveyIdentifier
SurveyQuestionResponse
 comment s1024
 noResponse bool
 surveyQuestionMatrixElementResponses []
  matrixElement! s255
  maxNumericResponse int
  minNumericResponse int
  noResponse bool
  numericResponse int 0..100
  textResponse s2048
 surveyQuestionReference!
 surveyResponseReference!
 values [SurveyQuestionResponse_SurveyQuestionResponseValue]
  numericResponse int 0..100
  surveyQuestionResponseValueIdentifier! int
  textResponse s2048
 eq surveyQuestionReference.namespace = surveyResponseReference.namespace
 eq surveyQuestionReference.surveyIdentifier = surveyResponseReference.surveyIdentifier
SurveyResponse
 contactReference?
 electronicMailAddress s7-128
 fullName s80
 location s75
 responseDate+ date
 responseTime int
 staffReference?
 studentReference?
 surveyLevels []
  surveyLevelDescriptor!
 surveyReference!
 surveyResponseIdentifier! s60
SurveyResponseEducationOrganizationTargetAssociation
 educationOrganizationReference!
 surveyResponseReference!
SurveyResponseStaffTargetAssociation
 staffReference!
 surveyResponseReference!
SurveySection
 surveyReference!
 surveySectionTitle! s255
SurveySectionAssociation
 sectionReference!
 surveyReference!
SurveySectionResponse
 sectionRating dec9.3
 surveyResponseReference!
 surveySectionReference!
 eq surveyResponseReference.namespace = surveySectionReference.namespace
 eq surveyResponseReference.surveyIdentifier = surveySectionReference.surveyIdentifier
SurveySectionResponseEducationOrganizationTargetAssociation
 educationOrganizationReference!
 surveySectionResponseReference!
SurveySectionResponseStaffTargetAssociation
 staffReference!
 surveySectionResponseReference!
`;
