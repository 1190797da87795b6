/** What panels ask of a school once and keep for themselves; panels do not know the link. */
export { dialPupil, fetchChase, fetchChaseTargets, fetchCheckAnswers, fetchNamedList, fetchPupils, removeChaseTarget, type SchoolPart, sendSchoolReports, setChaseSteps, setChaseTarget, type ChaseTargetBody, showPupil, testChaseTarget } from '../../link/school/boardApi.ts'
