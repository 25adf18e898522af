import { causeText } from '../../vocabulary/index.ts';
import { drawn } from '../../harness/case/case.ts';
import { lookalikePairs, appearanceOf } from '../../harness/lookalikes.ts';
import { findExercise, type Exercise } from '../../harness/lesson/exercise.ts';
import { hintOf } from '../../harness/lesson/hints.ts';
import type { Track } from '../../harness/lesson/tracks.ts';
import { networkFile, networkText } from '../../harness/report/network/picture.ts';
import { placementOf } from '../../harness/run/truth.ts';
import { disguised, mapOfPlacement, type NetworkMap } from '../../harness/topology/network-map.ts';
import { urlOf, type Aim } from '../../harness/topology/place.ts';
import { seenOf } from './teacher-text.ts';

/** Page breaks for Markdown that is printed via HTML. */
const newPage = '<div style="break-after: page"></div>';

export interface Handout {
  seed: string;
  /** Whether to append the answers, on pages of their own. */
  answers: boolean;
}

/** One page per case, in Markdown: the user's report, the network, and space for the answer. */
export function handout(exercises: readonly Exercise[], { seed, answers }: Handout): string {
  const pages = exercises.map((exercise) => casePage(exercise, seed));
  const all = answers ? [...pages, answersPage(exercises)] : pages;
  return `${all.join(`\n${newPage}\n\n`)}`;
}

/** Rows of a case's table for notes. */
export const sheetRows = 6;

/** What a sheet says of a case, in any form. */
export function sheetOf(
  exercise: Exercise,
  seed: string,
): { url: string; seen: string; map: NetworkMap; command: string } {
  const labCase = drawn(exercise.labCase, seed);
  const placement = placementOf(labCase, seed);
  // The client's configuration may be the fault.
  const aims = labCase.changes
    .flatMap((change) => change.apply(placement))
    .flatMap((step) => (step.kind === 'aim' ? [step.at] : []));
  return {
    url: urlOf(Object.assign({}, placement.aim, ...aims) as Aim),
    seen: seenOf({ ...exercise, labCase }),
    map: disguised(mapOfPlacement(labCase.scenario.topology, placement)),
    command: `npx badconn play ${exercise.number} --seed ${seed}`,
  };
}

function casePage(exercise: Exercise, seed: string): string {
  const { url, seen, map, command } = sheetOf(exercise, seed);
  return `# Case ${exercise.number}

A program on the client connects to \`${url}\` and should be answered. Its user reports:

> ${seen}

${networkImage(map)}

Play it: \`${command}\`

| What I looked at | What it showed | What it rules out |
| --- | --- | --- |
${'|  |  |  |\n'.repeat(sheetRows)}
The cause, or the causes that I cannot tell apart: ______________________________

The remedy: ______________________________
`;
}

/** Markdown with the picture embedded, so that the handout is one file. */
const networkImage = (map: NetworkMap): string =>
  `![${networkText(map)}](data:image/svg+xml;base64,${Buffer.from(networkFile(map)).toString('base64')})`;

const answersPage = (exercises: readonly Exercise[]): string => `# Answers

${exercises
  .map(({ number, labCase }) => {
    const causes = labCase.layers.map(({ cause }) =>
      cause === 'none' ? 'nothing is wrong' : `\`${cause}\`: ${causeText(cause)}`,
    );
    const { why, tellApart } = labCase.scenario.lesson;
    return `- **${number}**: ${causes.join(' Beneath it ')} ${why} ${tellApart}`;
  })
  .join('\n')}
`;

/** Minutes per case: investigation, mend, discussion. */
const minutes = { investigate: 8, mend: 4, talk: 3 };
const perCase = minutes.investigate + minutes.mend + minutes.talk;

/** For a teacher, in Markdown: the goal of a track, its cases in order, typical wrong answers, minutes. */
export function brief(track: Track, exercises: readonly Exercise[]): string {
  const cases = track.ids.map((id) => findExercise(exercises, id));
  const pairs = lookalikePairs(exercises.map(({ labCase }) => appearanceOf(labCase)));
  const inNinety = Math.floor(90 / perCase);
  return `# ${track.title}

${track.goal}

${cases.length} cases of about ${perCase} minutes: ${minutes.investigate} to investigate, ${minutes.mend} to mend, ${minutes.talk} to look back together. The first ${Math.min(inNinety, cases.length)} fill 90 minutes; all of them, with a pause, half a day.

${cases.map((exercise) => caseBrief(exercise, pairs)).join('\n')}`;
}

function caseBrief(
  { number, labCase }: Exercise,
  pairs: ReturnType<typeof lookalikePairs>,
): string {
  const [{ cause }] = labCase.layers;
  const { title, lesson } = labCase.scenario;
  const others = pairs
    .filter((pair) => pair.some((appearance) => appearance.case === labCase.label))
    .flatMap((pair) => pair.filter((appearance) => appearance.case !== labCase.label));
  const wrong = [...new Set(others.map((other) => other.cause))].slice(0, 6);
  return `## ${number}: ${title}

- Answer: ${cause === 'none' ? 'nothing is wrong' : `\`${cause}\``}
- Usual wrong answers: ${wrong.length === 0 ? 'none looks the same; ask how that is known' : wrong.map((name) => `\`${name}\``).join(', ')}
- Talk about: ${lesson.tellApart}
- A way in, if a group is stuck: ${hintOf(labCase, 1)}
`;
}
