import type { Change } from '../harness/changes/index.ts';
import { harmfulActions } from '../harness/judge/harm.ts';
import { casesOf, type Case } from '../harness/case/case.ts';
import { choicesOf, choicesText } from '../harness/case/choices.ts';
import { shownCases } from '../harness/case/shown-cases.ts';
import { inFull } from '../harness/symptom.ts';
import type {
  BrokenScenario,
  DeclaredLayer,
  Registered,
  Scenario,
} from '../harness/case/scenario.ts';
import { causeText, classes } from '../vocabulary/index.ts';
import { networkOf } from './network-pictures.ts';
import { scenarioLink } from './scenario-link.ts';

const list = <T>(value: T | readonly T[]): readonly T[] =>
  Array.isArray(value) ? (value as readonly T[]) : [value as T];

/** What is done, and on which host. */
const changes = (value: Change | readonly Change[]): string =>
  list(value)
    .map(({ on, says }) => `${says} (on the ${on})`)
    .join('; ');

export const wireText = (wire: Scenario['wire']): string =>
  typeof wire === 'string' ? wire : `${wire.client} at the client, ${wire.server} at the server`;

const stageText = (symptom: Scenario['symptom']): string => {
  const { stage, code } = inFull(symptom);
  return code === 'connected' ? `\`${code}\`` : `\`${code}\`, at the stage \`${stage}\``;
};

/** Which layer a line is about; nothing for the outermost. */
const of = (number: number): string => (number === 1 ? '' : ` (layer ${number})`);

const seen = ({ form, layers, stays }: Case): string[] =>
  layers.map(({ number, symptom, wire }) => {
    const isMet = number === 1 && stays?.anew !== undefined;
    const anew = isMet ? `; by a new connection: ${stageText(stays.anew ?? 'connected')}` : '';
    return `- **Seen**${form ? ` (${form})` : ''}${of(number)}: ${stageText(symptom)}; packets: ${wireText(wire)}${anew}`;
  });

const proven = ({ advice, change }: BrokenScenario['remedy']): string =>
  `${advice} (A run proves it: ${change.says}.)`;

const variesText = (registered: Registered): string[] => {
  const text = choicesText(choicesOf(casesOf(registered)));
  return text === '' ? [] : [`- **Varies**: ${text}`];
};

function told(scenario: Scenario): string[] {
  if (scenario.cause === 'none') {
    const { harmless } = scenario;
    return [
      ...(harmless ? [`- **Looks suspicious**: ${changes(harmless)}`] : []),
      '- **A diagnoser should say**: healthy, at either vantage',
    ];
  }
  const layers = [scenario, ...(scenario.beneath ?? [])];
  return layers.flatMap((layer, index) => [
    ...toldOf(layer, of(index + 1), index === 0 ? scenario : {}),
    `- **Would do harm**${of(index + 1)}: ${harmful(layers.slice(index)).join(', ')}`,
  ]);
}

const harmful = ([layer, ...beneath]: readonly DeclaredLayer[]): string[] =>
  layer === undefined ? [] : harmfulActions({ cause: layer.cause, beneath });

function toldOf(
  { cause, clientSees, remedy, fault }: DeclaredLayer,
  name: string,
  { forms = {}, when }: Pick<BrokenScenario, 'forms' | 'when'>,
): string[] {
  const remedyOfForm = ([form, shape]: [string, (typeof forms)[string]]): string[] =>
    shape.remedy ? [`- **Remedy** (${form}): ${proven(shape.remedy)}`] : [];
  const mayBeDown = list<Change>(fault).some(({ asks }) => asks === 'letsIn');
  const alone = (seen: typeof clientSees): string => {
    if (!seen) return 'the cause';
    const orDown =
      mayBeDown && seen === 'silentButAlive'
        ? '; or host-down, where nothing else answers either'
        : '';
    return `one of ${classes[seen].join(', ')}${orDown}`;
  };
  const aloneOfForm = ([form, shape]: [string, (typeof forms)[string]]): string[] =>
    shape.clientSees
      ? [`- **The client alone can say** (${form}): ${alone(shape.clientSees)}`]
      : [];
  return [
    `- **Broken by**${name}: ${changes(fault)}${when ? ', while a connection stands' : ''}`,
    `- **Cause**${name}: \`${cause}\`. ${causeText(cause)}`,
    `- **The client alone can say**${name}, of a server that is known: ${alone(clientSees)}`,
    ...Object.entries(forms).flatMap(aloneOfForm),
    `- **With a report of the server**${name}, of a server that is known: the cause`,
    `- **Remedy**${name}: ${proven(remedy)}`,
    ...Object.entries(forms).flatMap(remedyOfForm),
  ];
}

/** From the page of a scenario to docs/. */
const base = '../../';

/** Of the pictures, below docs/. */
export const networkFolder = 'scenarios/networks/';

/** The network of a scenario as a picture; of each form, where they differ. */
function networks(registered: Registered): string[] {
  const drawn = new Map(
    casesOf(registered).map((labCase) => {
      const { name, words } = networkOf(labCase);
      return [name, words];
    }),
  );
  return [...drawn].flatMap(([name, words]) => [`![${words}](${base}${networkFolder}${name})`, '']);
}

/** The page of a scenario, in Markdown. `alike`: ids of scenarios that look the same to a client. */
export function entry(registered: Registered, alike: ReadonlySet<string> = new Set()): string[] {
  const { scenario, id } = registered;
  const { lesson, documented } = scenario;
  return [
    `# ${id}`,
    '',
    `${scenario.title}. [All scenarios](${base}scenarios.md)`,
    '',
    ...networks(registered),
    ...casesOf(registered).flatMap(shownCases).flatMap(seen),
    ...variesText(registered),
    ...told(scenario),
    ...(alike.size > 0
      ? [
          `- **Looks like**: ${[...alike]
            .toSorted()
            .map((other) => scenarioLink(other, base))
            .join(', ')}`,
        ]
      : []),
    ...('twin' in scenario && scenario.twin
      ? [`- **Healthy, and looks as if**: ${scenarioLink(scenario.twin, base)}`]
      : []),
    ...(documented ? [`- **In the documented list**: ${documented}`] : []),
    '',
    `**Why.** ${lesson.why}`,
    '',
    `**What tells it apart.** ${lesson.tellApart}`,
    '',
    '**Hints**, from the gentlest to the most telling:',
    '',
    ...lesson.hints.map((hint, index) => `${index + 1}. ${hint}`),
    '',
    `**Sources.** ${lesson.see.join('; ')}`,
    '',
    `**Try it.** \`npx badconn exec ${id}\``,
    '',
  ];
}
