import { casesOf, loadScenarios, type Registered } from '../harness/registry.ts';
import type { Scenario } from '../harness/scenario.ts';
import { causes, classes } from '../vocabulary/index.ts';

const families: Record<string, string> = {
  refused: 'The answer is no, and it comes at once.',
  timeout: 'No answer comes.',
  unavailable: 'Nothing is sent: the client itself has nothing to send it from.',
  protocol: 'The connection stands, and the two ends do not speak the same language.',
  healthy: 'Nothing is wrong, however it may look. Who cries fault here cries it anywhere.',
};

const wireText = (wire: Scenario['wire']): string =>
  typeof wire === 'string' ? wire : `${wire.client} at the client, ${wire.server} at the server`;

function says(scenario: Scenario): string[] {
  if (scenario.cause === 'none') return ['- **A diagnoser should say**: healthy'];
  const { cause, clientSees, remedy } = scenario;
  const client = clientSees ? classes[clientSees].join(', ') : cause;
  return [
    `- **Cause**: \`${cause}\`. ${causes[cause]}`,
    `- **The client alone can say**: ${client}`,
    `- **With the server report**: ${cause}`,
    `- **Remedy**: ${remedy.advice} (proven: ${remedy.change.says})`,
  ];
}

function entry(one: Registered): string[] {
  const { scenario, id } = one;
  const { lesson } = scenario;
  const seen = casesOf(one).map(
    ({ form, scenario: { symptom, wire } }) =>
      `- **Seen**${form ? ` (${form})` : ''}: \`${symptom}\`; packets: ${wireText(wire)}`,
  );
  return [
    `### ${id}`,
    '',
    `${scenario.title}.`,
    '',
    ...seen,
    ...says(scenario),
    ...(scenario.documented ? [`- **In the documented list**: ${scenario.documented}`] : []),
    ...(scenario.lookalikes.length > 0
      ? [
          `- **Looks like**: ${scenario.lookalikes.map((other) => `[${other}](#${other.replace('/', '')})`).join(', ')}`,
        ]
      : []),
    '',
    `**Why.** ${lesson.why}`,
    '',
    `**What tells it apart.** ${lesson.tellApart}`,
    '',
    '**Hints.**',
    '',
    ...lesson.hints.map((hint, index) => `${index + 1}. ${hint}`),
    '',
    `**See** ${lesson.see.join('; ')}. **Try it**: \`npx badconn exec ${id}\``,
    '',
  ];
}

/** The catalogue of all scenarios, for people who learn and teach. */
export async function catalogue(): Promise<string> {
  const all = await loadScenarios();
  const known = Object.keys(families).filter((name) => all.some(({ family }) => family === name));
  const others = [...new Set(all.map(({ family }) => family))].filter(
    (name) => !known.includes(name),
  );
  const lines = [
    '# Scenarios',
    '',
    `${all.length} failures and controls, made real. This page is made from the files in scenarios/ by \`npm run docs\`.`,
    '',
    ...[...known, ...others].flatMap((family) => [
      `## ${family}`,
      '',
      ...(families[family] ? [families[family], ''] : []),
      ...all.filter((one) => one.family === family).flatMap(entry),
    ]),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}
