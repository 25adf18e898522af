import { allCauses, type KnownAs } from '../harness/causes/all-causes.ts';
import { stages, type KnownCause, type Stage } from '../vocabulary/index.ts';
import { scenarioLink } from './scenario-link.ts';

const item = (heading: string, texts: readonly string[]): string[] =>
  texts.length === 0 ? [] : [`- **${heading}**: ${texts.join(' ')}`];

type StageOf = ReadonlyMap<KnownCause, Stage>;

const causeLink = (cause: KnownCause, stageOf: StageOf): string =>
  `[${cause}](${stageOf.get(cause)}.md#${cause})`;

const entry = (
  { advice, alike, cause, look, remedies, says, scenarios, seen, tellApart }: KnownAs,
  stageOf: StageOf,
): string[] => [
  `## ${cause}`,
  '',
  says,
  '',
  ...item(
    'Looks like',
    seen.length === 0 ? [] : [`${seen.map((code) => `\`${code}\``).join(', ')}.`],
  ),
  ...item(
    'From the client alone the same as',
    alike.length === 0 ? [] : [`${alike.map((other) => causeLink(other, stageOf)).join(', ')}.`],
  ),
  ...item('Told by', tellApart),
  ...look.map(({ on, run, shows }) => `- On the ${on}, \`${run}\` shows ${shows}.`),
  ...item('Mended by', advice),
  ...item(
    'Remedies',
    remedies.map(({ action, does }) => `\`${action}\`: ${does}`),
  ),
  ...item(
    'Made real in',
    scenarios.length === 0
      ? ['no scenario: [why](../scenarios.md#what-is-not-made-real).']
      : [`${scenarios.map((id) => scenarioLink(id, '../')).join(', ')}.`],
  ),
  '',
];

const present = (all: readonly KnownAs[]): Stage[] =>
  (Object.keys(stages) as Stage[]).filter((stage) => all.some((one) => one.stage === stage));

/** The index, and a page for each stage; by their paths below docs/. */
export async function causesPages(): Promise<Map<string, string>> {
  const all = await allCauses();
  const known = present(all);
  const of = (stage: Stage): KnownAs[] => all.filter((one) => one.stage === stage);
  const index = [
    '# Causes',
    '',
    `${all.length} causes, by the stage at which a client meets them first: how each looks, how it is told and what mends it. These pages are made from \`vocabulary/cause.ts\`, the scenarios and \`knowledge/families/\` by \`npm run docs\`; \`npx badconn causes <name>\` shows one of them.`,
    '',
    ...known.flatMap((stage) => [
      `## ${stage}`,
      '',
      stages[stage],
      '',
      ...of(stage).map(({ cause, says }) => `- [${cause}](causes/${stage}.md#${cause}): ${says}`),
      '',
    ]),
  ];
  const stageOf = new Map(all.map(({ cause, stage }) => [cause, stage]));
  const pages = known.map((stage): [string, string[]] => [
    `causes/${stage}.md`,
    [
      `# Causes at ${stage}`,
      '',
      `${stages[stage]} [All causes](../causes.md). \`SERVER\` and \`PORT\` stand for your own.`,
      '',
      ...of(stage).flatMap((one) => entry(one, stageOf)),
    ],
  ]);
  return new Map(
    [['causes.md', index] as const, ...pages].map(([path, lines]) => [
      path,
      `${lines.join('\n').trimEnd()}\n`,
    ]),
  );
}
