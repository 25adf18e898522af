import {
  answerSchema,
  causesSchema,
  diagnosisSchema,
  eventSchema,
  expectationsSchema,
  explanationSchema,
  keptCaseSchema,
  questionSchema,
  requestSchema,
  serverReportSchema,
  truthsSchema,
  settingsSchema,
} from '../vocabulary/index.ts';

const text = (schema: object): string => `${JSON.stringify(schema, null, 2)}\n`;

/** The published JSON Schemas (2020-12) of what goes in and out, by their path from the repository's root. */
export const schemaFiles: Readonly<Record<string, string>> = {
  'vocabulary/schemas/1/request.json': text(requestSchema),
  'vocabulary/schemas/1/answer.json': text(answerSchema),
  'vocabulary/schemas/1/server-report.json': text(serverReportSchema),
  'vocabulary/schemas/1/event.json': text(eventSchema),
  'vocabulary/schemas/1/kept-case.json': text(keptCaseSchema),
  'vocabulary/schemas/1/expectations.json': text(expectationsSchema),
  'vocabulary/schemas/1/explanation.json': text(explanationSchema),
  'vocabulary/schemas/1/diagnosis.json': text(diagnosisSchema),
  'vocabulary/schemas/1/causes.json': text(causesSchema),
  'vocabulary/schemas/1/question.json': text(questionSchema),
  'vocabulary/schemas/1/truths.json': text(truthsSchema),
  'vocabulary/schemas/1/config.json': text(settingsSchema),
};
