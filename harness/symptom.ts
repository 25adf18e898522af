import type { Stage, Symptom } from '../vocabulary/index.ts';

/** A declared symptom in the form of an attempt: one that connects reached the last stage. */
export const inFull = (symptom: Symptom): { stage: Stage; code: string } =>
  symptom === 'connected'
    ? { stage: 'stay', code: symptom }
    : { stage: symptom.at, code: symptom.code };

/** Whether an attempt ended as declared. */
export const isSeen = (symptom: Symptom, attempt: { stage?: Stage; code: string }): boolean => {
  const { stage, code } = inFull(symptom);
  return attempt.code === code && attempt.stage === stage;
};

/** `ECONNREFUSED at connect`; the code alone if it connects or the stage is unknown. */
export const symptomText = ({ stage, code }: { stage?: Stage; code: string }): string =>
  stage === undefined || code === 'connected' ? code : `${code} at ${stage}`;
