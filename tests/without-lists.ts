import { causes, certificateCodes, errnos, remedyActions } from '../vocabulary/index.ts';

const lists: [string, readonly string[]][] = [
  ['<every cause>', Object.keys(causes)],
  ['<every remedy action>', Object.keys(remedyActions)],
  ['<every code>', [...errnos, ...certificateCodes]],
];

/** A message without the lists of the vocabulary: one word more there changes no snapshot. */
export const withoutLists = (text: string): string =>
  lists.reduce((so, [name, words]) => so.replaceAll(words.join(', '), name), text);
