/** Data Standard 5.2.0: resources DescriptorMapping to RestraintEvent. Notation: see ../notation.ts. */
export const RESOURCES_D_TO_R = `
DescriptorMapping
 mappedNamespace! s5-255
 mappedValue! s50
 modelEntities []
  modelEntityDescriptor!
 namespace! s5-255
 value! s50
DisciplineAction
 actualDisciplineActionLength dec5.2
 assignmentSchoolReference School
 disciplineActionIdentifier! s36
 disciplineActionLength dec5.2
 disciplineActionLengthDifferenceReasonDescriptor
 disciplineDate! date
 disciplines+ []
  disciplineDescriptor!
 iepPlacementMeetingIndicator bool
 relatedToZeroTolerancePolicy bool
 responsibilitySchoolReference+ School
 staffs []
  staffReference!
 studentDisciplineIncidentBehaviorAssociations []
  studentDisciplineIncidentBehaviorAssociationReference!
 studentReference!
 eq studentDisciplineIncidentBehaviorAssociations[*].studentDisciplineIncidentBehaviorAssociationReference.studentUniqueId = studentReference.studentUniqueId
DisciplineIncident
 behaviors []
  behaviorDescriptor!
  behaviorDetailedDescription s1024
 caseNumber s20
 externalParticipants [DisciplineIncident_DisciplineIncidentExternalParticipant]
  disciplineIncidentParticipationCodeDescriptor!
  firstName! s75
  lastSurname! s75
 incidentCost dec19.4
 incidentDate+ date
 incidentDescription s1024
 incidentIdentifier! s36
 incidentLocationDescriptor
 incidentTime time
 reportedToLawEnforcement bool
 reporterDescriptionDescriptor
 reporterName s75
 schoolReference!
 weapons []
  weaponDescriptor!
EducationContent
 additionalAuthorsIndicator bool
 appropriateGradeLevels [EducationContent_LearningResourceChoice_LearningResource_AppropriateGradeLevel]
  gradeLevelDescriptor!
 appropriateSexes [EducationContent_LearningResourceChoice_LearningResource_AppropriateSex]
  sexDescriptor!
 authors [EducationContent_LearningResourceChoice_LearningResource_Author]
  author! s100
 contentClassDescriptor?
 contentIdentifier! s225
 cost dec19.4
 costRateDescriptor
 derivativeSourceEducationContents [EducationContent_LearningResourceChoice_LearningResource_EducationContentSource_DerivativeSourceEducationContent]
  derivativeSourceEducationContentReference! EducationContent
 derivativeSourceLearningResourceMetadataURIs [EducationContent_LearningResourceChoice_LearningResource_EducationContentSource_DerivativeSourceLearningResourceMetadataURI]
  derivativeSourceLearningResourceMetadataURI! s5-255
 derivativeSourceURIs [EducationContent_LearningResourceChoice_LearningResource_EducationContentSource_DerivativeSourceURI]
  derivativeSourceURI! s5-255
 description s1024
 interactivityStyleDescriptor
 languages [EducationContent_LearningResourceChoice_LearningResource_Language]
  languageDescriptor!
 learningResourceMetadataURI? s5-255
 learningStandardReference
 namespace+ s5-255
 publicationDate? date
 publicationYear? int
 publisher s50
 shortDescription? s75
 timeRequired s30
 useRightsURL s5-255
 version s10
EducationOrganizationInterventionPrescriptionAssociation
 beginDate date
 educationOrganizationReference!
 endDate date
 interventionPrescriptionReference! @interventionPrescription
 key interventionPrescriptionEducationOrganizationId = interventionPrescriptionReference.educationOrganizationId
EducationOrganizationNetwork <EducationOrganization
 addresses [EducationOrganization_Address]
 categories+ [EducationOrganization_EducationOrganizationCategory]
 educationOrganizationNetworkId! int64
 identificationCodes [EducationOrganization_EducationOrganizationIdentificationCode]
 indicators [EducationOrganization_EducationOrganizationIndicator]
 institutionTelephones [EducationOrganization_InstitutionTelephone]
 internationalAddresses [EducationOrganization_InternationalAddress]
 nameOfInstitution+ s75
 networkPurposeDescriptor+
 operationalStatusDescriptor
 shortNameOfInstitution s75
 webSite s5-255
EducationOrganizationNetworkAssociation
 beginDate date
 educationOrganizationNetworkReference!
 endDate date
 memberEducationOrganizationReference! EducationOrganization
 key memberEducationOrganizationId = memberEducationOrganizationReference.educationOrganizationId
EducationOrganizationPeerAssociation
 educationOrganizationReference!
 peerEducationOrganizationReference! EducationOrganization
 key peerEducationOrganizationId = peerEducationOrganizationReference.educationOrganizationId
EducationServiceCenter <EducationOrganization
 addresses [EducationOrganization_Address]
 categories+ [EducationOrganization_EducationOrganizationCategory]
 educationServiceCenterId! int64
 identificationCodes [EducationOrganization_EducationOrganizationIdentificationCode]
 indicators [EducationOrganization_EducationOrganizationIndicator]
 institutionTelephones [EducationOrganization_InstitutionTelephone]
 internationalAddresses [EducationOrganization_InternationalAddress]
 nameOfInstitution+ s75
 operationalStatusDescriptor
 shortNameOfInstitution s75
 stateEducationAgencyReference
 webSite s5-255
EvaluationRubricDimension
 evaluationCriterionDescription+ s1024
 evaluationRubricRating! int
 evaluationRubricRatingLevelDescriptor RatingLevelDescriptor
 programEvaluationElementReference!
 rubricDimensionSortOrder int
FeederSchoolAssociation
 beginDate! date
 endDate date
 feederRelationshipDescription s1024
 feederSchoolReference! School
 schoolReference!
 key feederSchoolId = feederSchoolReference.schoolId
FunctionDimension
 code! s16
 codeName s100
 fiscalYear! int 2020..2040
 reportingTags []
  reportingTagDescriptor!
FundDimension
 code! s16
 codeName s100
 fiscalYear! int 2020..2040
 reportingTags []
  reportingTagDescriptor!
Grade ~
 currentGradeAsOfDate date
 currentGradeIndicator bool
 diagnosticStatement s1024
 gradeEarnedDescription s64
 gradeTypeDescriptor!
 gradingPeriodReference! @gradingPeriod
 learningStandardGrades []
  diagnosticStatement s1024
  learningStandardReference!
  letterGradeEarned s20
  numericGradeEarned dec9.2
  performanceBaseConversionDescriptor
 letterGradeEarned s20
 numericGradeEarned dec9.2
 performanceBaseConversionDescriptor
 studentSectionAssociationReference!
 key gradingPeriodSchoolYear = gradingPeriodReference.schoolYear
 eq gradingPeriodReference.schoolId = studentSectionAssociationReference.schoolId
 eq gradingPeriodReference.schoolYear = studentSectionAssociationReference.schoolYear
GradebookEntry:gradebookEntries ~
 dateAssigned+ date
 description s1024
 dueDate date
 dueTime time
 gradebookEntryIdentifier! s60
 gradebookEntryTypeDescriptor
 gradingPeriodReference
 learningStandards []
  learningStandardReference!
 maxPoints dec9.2
 namespace! s5-255
 sectionReference
 sourceSectionIdentifier+ s255
 title+ s100
 eq gradingPeriodReference.schoolId = sectionReference.schoolId
 eq gradingPeriodReference.schoolYear = sectionReference.schoolYear
GradingPeriod
 beginDate+ date
 endDate+ date
 gradingPeriodDescriptor!
 gradingPeriodName! s60
 periodSequence int
 schoolReference!
 schoolYearTypeReference!
 totalInstructionalDays+ int 0..
GraduationPlan
 creditsByCourses []
  courseSetName! s120
  courses+ []
   courseReference!
  creditConversion dec9.2
  creditTypeDescriptor
  credits+ dec9.3
  whenTakenGradeLevelDescriptor GradeLevelDescriptor
 creditsByCreditCategories []
  creditCategoryDescriptor!
  creditConversion dec9.2
  creditTypeDescriptor
  credits+ dec9.3
 creditsBySubjects []
  academicSubjectDescriptor!
  creditConversion dec9.2
  creditTypeDescriptor
  credits+ dec9.3
 educationOrganizationReference!
 graduationPlanTypeDescriptor!
 graduationSchoolYearTypeReference! SchoolYearType
 individualPlan bool
 requiredAssessments []
  assessmentReference!
  performanceLevel? {GraduationPlan_RequiredAssessmentPerformanceLevel}
   assessmentReportingMethodDescriptor+
   maximumScore s35
   minimumScore s35
   performanceLevelDescriptor+
   performanceLevelIndicatorName s60
   resultDatatypeTypeDescriptor
  scores [GraduationPlan_RequiredAssessmentScore]
   assessmentReportingMethodDescriptor!
   maximumScore s35
   minimumScore s35
   resultDatatypeTypeDescriptor
 totalRequiredCreditConversion dec9.2
 totalRequiredCreditTypeDescriptor CreditTypeDescriptor
 totalRequiredCredits+ dec9.3
 key graduationSchoolYear = graduationSchoolYearTypeReference.schoolYear
Intervention
 appropriateGradeLevels []
  gradeLevelDescriptor!
 appropriateSexes []
  sexDescriptor!
 beginDate+ date
 deliveryMethodDescriptor+
 diagnoses [Intervention_Diagnosis]
  diagnosisDescriptor!
 educationContents [Intervention_EducationContentSource_EducationContent]
  educationContentReference!
 educationOrganizationReference!
 endDate date
 interventionClassDescriptor+
 interventionIdentificationCode! s60
 interventionPrescriptions []
  interventionPrescriptionReference!
 learningResourceMetadataURIs [Intervention_EducationContentSource_LearningResourceMetadataURI]
  learningResourceMetadataURI! s5-255
 maxDosage int
 meetingTimes []
  endTime! time
  startTime! time
 minDosage int
 namespace s5-255
 populationServeds []
  populationServedDescriptor!
 staffs []
  staffReference!
 uris [Intervention_EducationContentSource_URI]
  uri! s5-255
InterventionPrescription
 appropriateGradeLevels []
  gradeLevelDescriptor!
 appropriateSexes []
  sexDescriptor!
 deliveryMethodDescriptor+
 diagnoses [InterventionPrescription_Diagnosis]
  diagnosisDescriptor!
 educationContents [InterventionPrescription_EducationContentSource_EducationContent]
  educationContentReference!
 educationOrganizationReference!
 interventionClassDescriptor+
 interventionPrescriptionIdentificationCode! s60
 learningResourceMetadataURIs [InterventionPrescription_EducationContentSource_LearningResourceMetadataURI]
  learningResourceMetadataURI! s5-255
 maxDosage int
 minDosage int
 namespace s5-255
 populationServeds []
  populationServedDescriptor!
 uris [InterventionPrescription_EducationContentSource_URI]
  uri! s5-255
InterventionStudy:interventionStudies
 appropriateGradeLevels []
  gradeLevelDescriptor!
 appropriateSexes []
  sexDescriptor!
 deliveryMethodDescriptor+
 educationContents [InterventionStudy_EducationContentSource_EducationContent]
  educationContentReference!
 educationOrganizationReference!
 interventionClassDescriptor+
 interventionEffectivenesses []
  diagnosisDescriptor!
  gradeLevelDescriptor!
  improvementIndex int
  interventionEffectivenessRatingDescriptor+
  populationServedDescriptor!
 interventionPrescriptionReference+ @interventionPrescription
 interventionStudyIdentificationCode! s60
 learningResourceMetadataURIs [InterventionStudy_EducationContentSource_LearningResourceMetadataURI]
  learningResourceMetadataURI! s5-255
 participants+ int
 populationServeds []
  populationServedDescriptor!
 stateAbbreviations []
  stateAbbreviationDescriptor!
 uris [InterventionStudy_EducationContentSource_URI]
  uri! s5-255
LearningStandard
 academicSubjects+ []
  academicSubjectDescriptor!
 contentStandard+ {}
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
 courseTitle s60
 description+ s1024
 gradeLevels+ []
  gradeLevelDescriptor!
 identificationCodes [LearningStandard_LearningStandardIdentificationCode]
  contentStandardName! s65
  identificationCode! s60
 learningStandardCategoryDescriptor
 learningStandardId! s60
 learningStandardItemCode s60
 learningStandardScopeDescriptor
 namespace+ s5-255
 parentLearningStandardReference LearningStandard
 successCriteria s150
 uri s5-255
LearningStandardEquivalenceAssociation
 effectiveDate date
 learningStandardEquivalenceStrengthDescription s255
 learningStandardEquivalenceStrengthDescriptor
 namespace! s5-255
 sourceLearningStandardReference! LearningStandard
 targetLearningStandardReference! LearningStandard
 key sourceLearningStandardId = sourceLearningStandardReference.learningStandardId
 key targetLearningStandardId = targetLearningStandardReference.learningStandardId
LocalAccount
 accountIdentifier! s50
 accountName s100
 chartOfAccountReference+ @chartOfAccount
 educationOrganizationReference!
 fiscalYear! int 2020..2040
 reportingTags []
  reportingTagDescriptor!
  tagValue s100
 eq chartOfAccountReference.fiscalYear = fiscalYear
LocalActual
 amount+ dec19.4
 asOfDate! date
 financialCollectionDescriptor
 localAccountReference!
LocalBudget
 amount+ dec19.4
 asOfDate! date
 financialCollectionDescriptor
 localAccountReference!
LocalContractedStaff
 amount+ dec19.4
 asOfDate! date
 financialCollectionDescriptor
 localAccountReference!
 staffReference!
LocalEducationAgency:localEducationAgencies <EducationOrganization
 accountabilities [LocalEducationAgency_LocalEducationAgencyAccountability]
  gunFreeSchoolsActReportingStatusDescriptor
  schoolChoiceImplementStatusDescriptor
  schoolYearTypeReference!
 addresses [EducationOrganization_Address]
 categories+ [EducationOrganization_EducationOrganizationCategory]
 charterStatusDescriptor
 educationServiceCenterReference
 federalFunds [LocalEducationAgency_LocalEducationAgencyFederalFund]
  fiscalYear! int
  innovativeDollarsSpent dec19.4
  innovativeDollarsSpentStrategicPriorities dec19.4
  innovativeProgramsFundsReceived dec19.4
  schoolImprovementAllocation dec19.4
  schoolImprovementReservedFundsPercentage dec5.4
  stateAssessmentAdministrationFunding dec5.4
  supplementalEducationalServicesFundsSpent dec19.4
  supplementalEducationalServicesPerPupilExpenditure dec19.4
 identificationCodes [EducationOrganization_EducationOrganizationIdentificationCode]
 indicators [EducationOrganization_EducationOrganizationIndicator]
 institutionTelephones [EducationOrganization_InstitutionTelephone]
 internationalAddresses [EducationOrganization_InternationalAddress]
 localEducationAgencyCategoryDescriptor+
 localEducationAgencyId! int64
 nameOfInstitution+ s75
 operationalStatusDescriptor
 parentLocalEducationAgencyReference LocalEducationAgency
 shortNameOfInstitution s75
 stateEducationAgencyReference
 webSite s5-255
LocalEncumbrance
 amount+ dec19.4
 asOfDate! date
 financialCollectionDescriptor
 localAccountReference!
LocalPayroll
 amount+ dec19.4
 asOfDate! date
 financialCollectionDescriptor
 localAccountReference!
 staffReference!
Location ~
 classroomIdentificationCode! s60
 maximumNumberOfSeats int
 optimalNumberOfSeats int
 schoolReference!
ObjectDimension
 code! s16
 codeName s100
 fiscalYear! int 2020..2040
 reportingTags []
  reportingTagDescriptor!
ObjectiveAssessment
 academicSubjectDescriptor
 assessmentItems []
  assessmentItemReference!
 assessmentReference!
 description s1024
 identificationCode! s60
 learningStandards []
  learningStandardReference!
 maxRawScore dec15.5
 nomenclature s100
 parentObjectiveAssessmentReference ObjectiveAssessment
 percentOfAssessment dec5.4
 performanceLevels [ObjectiveAssessment_AssessmentPerformanceLevel]
  assessmentReportingMethodDescriptor!
  maximumScore s35
  minimumScore s35
  performanceLevelDescriptor!
  performanceLevelIndicatorName s60
  resultDatatypeTypeDescriptor
 scores [ObjectiveAssessment_AssessmentScore]
  assessmentReportingMethodDescriptor!
  maximumScore s35
  minimumScore s35
  resultDatatypeTypeDescriptor
 eq assessmentReference.assessmentIdentifier = parentObjectiveAssessmentReference.assessmentIdentifier
 eq assessmentReference.namespace = parentObjectiveAssessmentReference.namespace
 eq assessmentItems[*].assessmentItemReference.assessmentIdentifier = assessmentReference.assessmentIdentifier
 eq assessmentItems[*].assessmentItemReference.namespace = assessmentReference.namespace
OpenStaffPosition
 academicSubjects []
  academicSubjectDescriptor!
 datePosted+ date
 datePostingRemoved date
 educationOrganizationReference!
 employmentStatusDescriptor+
 instructionalGradeLevels []
  gradeLevelDescriptor!
 positionTitle s100
 postingResultDescriptor
 programAssignmentDescriptor
 requisitionNumber! s20
 staffClassificationDescriptor+
OperationalUnitDimension
 code! s16
 codeName s100
 fiscalYear! int 2020..2040
 reportingTags []
  reportingTagDescriptor!
OrganizationDepartment <EducationOrganization
 academicSubjectDescriptor
 addresses [EducationOrganization_Address]
 categories+ [EducationOrganization_EducationOrganizationCategory]
 identificationCodes [EducationOrganization_EducationOrganizationIdentificationCode]
 indicators [EducationOrganization_EducationOrganizationIndicator]
 institutionTelephones [EducationOrganization_InstitutionTelephone]
 internationalAddresses [EducationOrganization_InternationalAddress]
 nameOfInstitution+ s75
 operationalStatusDescriptor
 organizationDepartmentId! int64
 parentEducationOrganizationReference EducationOrganization
 shortNameOfInstitution s75
 webSite s5-255
Person:people
 personId! s32
 sourceSystemDescriptor!
PostSecondaryEvent
 eventDate! date
 postSecondaryEventCategoryDescriptor!
 postSecondaryInstitutionReference
 studentReference!
PostSecondaryInstitution <EducationOrganization
 addresses [EducationOrganization_Address]
 administrativeFundingControlDescriptor
 categories+ [EducationOrganization_EducationOrganizationCategory]
 identificationCodes [EducationOrganization_EducationOrganizationIdentificationCode]
 indicators [EducationOrganization_EducationOrganizationIndicator]
 institutionTelephones [EducationOrganization_InstitutionTelephone]
 internationalAddresses [EducationOrganization_InternationalAddress]
 mediumOfInstructions []
  mediumOfInstructionDescriptor!
 nameOfInstitution+ s75
 operationalStatusDescriptor
 postSecondaryInstitutionId! int64
 postSecondaryInstitutionLevelDescriptor
 shortNameOfInstitution s75
 webSite s5-255
Program
 characteristics [Program_ProgramCharacteristic]
  programCharacteristicDescriptor!
 educationOrganizationReference!
 learningStandards []
  learningStandardReference!
 programId s20
 programName! s60
 programTypeDescriptor!
 sponsors [Program_ProgramSponsor]
  programSponsorDescriptor!
ProgramDimension
 code! s16
 codeName s100
 fiscalYear! int 2020..2040
 reportingTags []
  reportingTagDescriptor!
ProgramEvaluation
 evaluationMaxNumericRating dec6.3
 evaluationMinNumericRating dec6.3
 levels [ProgramEvaluation_ProgramEvaluationLevel]
  maxNumericRating dec6.3
  minNumericRating dec6.3
  ratingLevelDescriptor!
 programEvaluationDescription s255
 programEvaluationPeriodDescriptor!
 programEvaluationTitle! s50
 programEvaluationTypeDescriptor!
 programReference! @program
 key programEducationOrganizationId = programReference.educationOrganizationId
ProgramEvaluationElement
 elementMaxNumericRating dec6.3
 elementMinNumericRating dec6.3
 elementSortOrder int
 programEvaluationElementDescription s255
 programEvaluationElementTitle! s50
 programEvaluationLevels [ProgramEvaluationElement_ElementProgramEvaluationLevel]
  maxNumericRating dec6.3
  minNumericRating dec6.3
  ratingLevelDescriptor!
 programEvaluationObjectiveReference
 programEvaluationReference!
 eq programEvaluationObjectiveReference.programEducationOrganizationId = programEvaluationReference.programEducationOrganizationId
 eq programEvaluationObjectiveReference.programEvaluationPeriodDescriptor = programEvaluationReference.programEvaluationPeriodDescriptor
 eq programEvaluationObjectiveReference.programEvaluationTitle = programEvaluationReference.programEvaluationTitle
 eq programEvaluationObjectiveReference.programEvaluationTypeDescriptor = programEvaluationReference.programEvaluationTypeDescriptor
 eq programEvaluationObjectiveReference.programName = programEvaluationReference.programName
 eq programEvaluationObjectiveReference.programTypeDescriptor = programEvaluationReference.programTypeDescriptor
ProgramEvaluationObjective
 objectiveMaxNumericRating dec6.3
 objectiveMinNumericRating dec6.3
 objectiveSortOrder int
 programEvaluationLevels [ProgramEvaluationObjective_ObjectiveProgramEvaluationLevel]
  maxNumericRating dec6.3
  minNumericRating dec6.3
  ratingLevelDescriptor!
 programEvaluationObjectiveDescription s255
 programEvaluationObjectiveTitle! s50
 programEvaluationReference!
ProjectDimension
 code! s16
 codeName s100
 fiscalYear! int 2020..2040
 reportingTags []
  reportingTagDescriptor!
ReportCard
 educationOrganizationReference!
 gradePointAverages []
  gradePointAverageTypeDescriptor!
  gradePointAverageValue+ dec18.4
  isCumulative bool
  maxGradePointAverageValue dec18.4
 grades []
  gradeReference!
 gradingPeriodReference! @gradingPeriod
 numberOfDaysAbsent dec18.4
 numberOfDaysInAttendance dec18.4
 numberOfDaysTardy int 0..
 studentCompetencyObjectives []
  studentCompetencyObjectiveReference!
 studentReference!
 key gradingPeriodSchoolId = gradingPeriodReference.schoolId
 key gradingPeriodSchoolYear = gradingPeriodReference.schoolYear
 eq grades[*].gradeReference.gradingPeriodDescriptor = gradingPeriodReference.gradingPeriodDescriptor
 eq grades[*].gradeReference.gradingPeriodName = gradingPeriodReference.gradingPeriodName
 eq grades[*].gradeReference.gradingPeriodSchoolYear = gradingPeriodReference.schoolYear
 eq grades[*].gradeReference.schoolId = gradingPeriodReference.schoolId
 eq grades[*].gradeReference.studentUniqueId = studentReference.studentUniqueId
 eq gradingPeriodReference.gradingPeriodDescriptor = studentCompetencyObjectives[*].studentCompetencyObjectiveReference.gradingPeriodDescriptor
 eq gradingPeriodReference.gradingPeriodName = studentCompetencyObjectives[*].studentCompetencyObjectiveReference.gradingPeriodName
 eq gradingPeriodReference.schoolId = studentCompetencyObjectives[*].studentCompetencyObjectiveReference.gradingPeriodSchoolId
 eq gradingPeriodReference.schoolYear = studentCompetencyObjectives[*].studentCompetencyObjectiveReference.gradingPeriodSchoolYear
 eq studentCompetencyObjectives[*].studentCompetencyObjectiveReference.studentUniqueId = studentReference.studentUniqueId
RestraintEvent
 disciplineIncidentReference
 educationalEnvironmentDescriptor
 eventDate+ date
 programs []
  programReference!
 reasons [RestraintEvent_RestraintEventReason]
  restraintEventReasonDescriptor!
 restraintEventIdentifier! s36
 schoolReference!
 studentReference!
 eq disciplineIncidentReference.schoolId = schoolReference.schoolId
`;
