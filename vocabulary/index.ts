export {
  causes,
  causeText,
  isCause,
  isKnownCause,
  remediesOf,
  type Cause,
  type KnownCause,
} from './cause.ts';
export { classes, unsplitByReport, type ClassName } from './classes.ts';
export { answerSchema, requestSchema, type Answer, type Request } from './contract.ts';
export { anyEventSchema, eventSchema, eventSchemas, type LoggedEvent } from './event-log.ts';
export { expectationsSchema, type Expectation } from './expectations.ts';
export { settingsSchema, type Settings } from './settings.ts';
export { keptCaseSchema, type KeptCase } from './kept-case.ts';
export { runDocumentSchema } from './run-document.ts';
export { remedyActions, risks, type Part, type RemedyAction } from './remedy.ts';
export {
  serverReportSchema,
  type FirewallRule,
  type Listener,
  type ServerReport,
  type Snapshot,
} from './report.ts';
export { stages, type Stage } from './stage.ts';
export {
  certificateCodes,
  errnos,
  type Errno,
  type Failure,
  type HttpStatus,
  type Symptom,
  type SymptomCode,
} from './symptom.ts';
export { questionSchema, truthsSchema, type Question, type Truths } from './tier.ts';
export {
  causesSchema,
  diagnosisSchema,
  explanationSchema,
  toolInputs,
  trialToolInputs,
  trialToolOutputs,
  type ToolInput,
} from './tools.ts';
export { openings, standingWords, type Wire } from './wire.ts';
export {
  grades,
  passing,
  statuses,
  vantages,
  type Grade,
  type Status,
  type Vantage,
} from './verdict.ts';
