import { answerSchema, requestSchema, serverReportSchema } from '../vocabulary/index.ts';

const text = (schema: object): string => `${JSON.stringify(schema, null, 2)}\n`;

/** The published JSON Schemas (2020-12) of the contract, by their path from the repository's root. */
export const schemaFiles: Readonly<Record<string, string>> = {
  'schemas/1/request.json': text(requestSchema),
  'schemas/1/answer.json': text(answerSchema),
  'schemas/1/server-report.json': text(serverReportSchema),
};
