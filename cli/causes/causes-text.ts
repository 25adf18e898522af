import { hanging, wrap } from '../../harness/report/layout.ts';
import { stages, type Stage } from '../../vocabulary/index.ts';
import type { KnownAs } from '../../harness/causes/all-causes.ts';

/** All causes, one or two lines each, by the stage at which a client meets them. */
export function listText(all: readonly KnownAs[], columns: number): string {
  const wide = Math.max(...all.map(({ cause }) => cause.length));
  const byStage = (Object.keys(stages) as Stage[]).flatMap((stage) => {
    const its = all.filter((one) => one.stage === stage);
    if (its.length === 0) return [];
    const lines = its.flatMap(({ cause, says }) =>
      columns < wide + 34
        ? [`  ${cause}`, ...hanging('    ', says, columns)]
        : hanging(`  ${cause.padEnd(wide)}  `, says, columns),
    );
    return [...wrap(`${stage}: ${stages[stage]}`, columns), ...lines, ''];
  });
  return `${byStage.join('\n')}\nOne of them: npx badconn causes <name>\n`;
}

/** One cause: symptoms, distinguishing observations, remedies. */
export function causeText(known: KnownAs, columns: number): string {
  const { advice, alike, cause, look, remedies, scenarios, seen, stage, says, tellApart } = known;
  const [scenario] = scenarios;
  const part = (heading: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : ['', heading, ...lines];
  const prose = (texts: readonly string[]): string[] =>
    texts.flatMap((text) => hanging('  ', text, columns));
  const lines = [
    ...hanging('', `${cause}: ${says}`, columns),
    ...part(
      'How it looks',
      prose([
        seen.length === 0 ? `At ${stage}; no scenario makes it real.` : `${seen.join(', ')}.`,
        ...(alike.length === 0
          ? []
          : [`From the client alone it looks the same as ${alike.join(', ')}.`]),
      ]),
    ),
    ...part('How it is told', [
      ...prose(tellApart),
      ...look.flatMap(({ on, run, shows }) => [
        `    on the ${on}: ${run}`,
        ...hanging('      ', `shows ${shows}`, columns),
      ]),
    ]),
    ...part(
      'What mends it',
      prose([...advice, ...remedies.map(({ action, does }) => `${action}: ${does}`)]),
    ),
    ...(scenario === undefined ? [] : ['', `In a lab: npx badconn exec ${scenario}`]),
  ];
  return `${lines.join('\n')}\n`;
}
