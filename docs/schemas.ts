import {
  answerSchema,
  eventSchema,
  expectationsSchema,
  keptCaseSchema,
  requestSchema,
  serverReportSchema,
} from '../vocabulary/index.ts';

const text = (schema: object): string => `${JSON.stringify(schema, null, 2)}\n`;

/** The published JSON Schemas (2020-12) of what goes in and out, by their path from the repository's root. */
export const schemaFiles: Readonly<Record<string, string>> = {
  'schemas/1/request.json': text(requestSchema),
  'schemas/1/answer.json': text(answerSchema),
  'schemas/1/server-report.json': text(serverReportSchema),
  'schemas/1/event.json': text(eventSchema),
  'schemas/1/kept-case.json': text(keptCaseSchema),
  'schemas/1/expectations.json': text(expectationsSchema),
};
