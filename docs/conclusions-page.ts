import { readdirSync, readFileSync } from 'node:fs';
import { conclude } from '../diagnoser/conclude/index.ts';
import type { Recording } from '../diagnoser/recording.ts';
import { vantages, type Answer } from '../vocabulary/index.ts';

/** Evidence that is kept, and the file below the checkout that it is in, without `.json`. */
export interface RecordedEvidence {
  name: string;
  recording: Recording;
}

/** Of faults that were made by hand, and of all cases of the lab. */
export const allRecorded: readonly RecordedEvidence[] = [
  'tests/recorded/evidence',
  'tests/recorded/cases',
].flatMap((folder) => {
  const path = new URL(`../${folder}/`, import.meta.url);
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json'))
    .toSorted()
    .map((file) => ({
      name: `${folder}/${file.replace(/\.json$/, '')}`,
      recording: JSON.parse(readFileSync(new URL(file, path), 'utf8')) as Recording,
    }));
});

export const conclusionsHead = `What the reference diagnoser concludes from all evidence that is recorded. This file is made by
\`npm run docs\`: its difference shows each sentence and mark that a change of the diagnoser alters.

  client: diagnosed …     the vantage, the status and the candidates, likeliest first; what lies beneath
  . …                     an observation
  + …                     the causes that it speaks for
  - …                     the causes that it speaks against
  > …                     the remedy: its action and its text
  $ …                     a command of the remedy`;

/** What `by` concludes from one recording at each vantage that it has; no empty line at the end. */
export async function conclusionOf(
  { name, recording }: RecordedEvidence,
  by: typeof conclude = conclude,
): Promise<string> {
  const parts = [`## ${name}: ${recording.truth}`];
  for (const vantage of vantages) {
    const evidence = recording[vantage];
    if (evidence === undefined) continue;
    const { status, candidates, also = [], ...rest } = await by(evidence);
    const deeper = also.length === 0 ? [] : ['; beneath:', ...also];
    const first = [`${vantage}: ${status}`, ...candidates, ...deeper].join(' ').replace(' ;', ';');
    parts.push([first, ...linesOf(rest)].join('\n'));
  }
  return parts.join('\n\n');
}

const linesOf = ({ evidence = [], remedy }: Pick<Answer, 'evidence' | 'remedy'>): string[] => [
  ...evidence.flatMap(({ observed, for: speaksFor, against }) => [
    `. ${observed}`,
    ...(speaksFor ? [`+ ${speaksFor.join(' ')}`] : []),
    ...(against ? [`- ${against.join(' ')}`] : []),
  ]),
  ...(remedy ? [`> ${remedy.action}: ${remedy.text}`] : []),
  ...(remedy?.commands ?? []).map((command) => `$ ${command}`),
];
