import { appearanceOf, lookalikePairs } from '../harness/lookalikes.ts';
import { casesOf } from '../harness/case/case.ts';
import { shownCases } from '../harness/case/shown-cases.ts';
import { axisMeanings, axisNames } from '../harness/topology/point.ts';
import { loadScenarios } from '../harness/case/registry.ts';
import { inFull } from '../harness/symptom.ts';
import type { Registered } from '../harness/case/scenario.ts';
import { stages } from '../vocabulary/index.ts';
import { entry, networkFolder, wireText } from './catalogue-entry.ts';
import { leftOutLines } from './left-out.ts';
import { networkOf } from './network-pictures.ts';
import { scenarioLink, scenarioPage } from './scenario-link.ts';

/** Its path below docs/, and its lines. */
type Page = readonly [path: string, lines: readonly string[]];

const families: Record<string, string> = {
  refused: 'The answer is no, and it comes at once.',
  timeout: 'No answer comes.',
  unreachable: 'Somebody on the way, or at its end, says that it cannot be reached.',
  unavailable: 'Nothing is sent: the client itself has nothing to send it from.',
  dns: 'The name of the server leads to no address.',
  tls: 'The connection stands, and the client does not accept how the server proves who it is.',
  stalled: 'The connection stands, and the server says nothing.',
  lost: 'A connection that stood ends, or a message does not come through.',
  protocol: 'The connection stands, and the two ends do not speak the same language.',
  healthy: 'Nothing is wrong, however it may look. Who cries fault here cries it anywhere.',
};

/** What people meet first is the symptom; each leads to several scenarios. */
function bySymptom(all: readonly Registered[]): string[] {
  const rows = new Map<string, Set<string>>();
  for (const { layers, id } of all.flatMap(casesOf).flatMap(shownCases)) {
    const [{ symptom, wire }] = layers;
    const { stage, code } = inFull(symptom);
    const row = `\`${code}\` | ${stage} | ${wireText(wire)}`;
    rows.set(row, (rows.get(row) ?? new Set()).add(scenarioLink(id, '')));
  }
  const lines = [...rows].map(([row, ids]) => `| ${row} | ${[...ids].join(', ')} |`).toSorted();
  return [
    '| The client sees | At the stage | The packets | It may be |',
    '| --- | --- | --- | --- |',
    ...lines,
    '',
  ];
}

/** Of each scenario, by its id, those that have a case which looks the same to a client. */
function lookalikes(all: readonly Registered[]): Map<string, Set<string>> {
  const cases = all.flatMap(casesOf);
  const idOf = new Map(cases.map(({ label, id }) => [label, id]));
  const found = new Map<string, Set<string>>();
  for (const pair of lookalikePairs(cases.map(appearanceOf))) {
    const [one = '', other = ''] = pair.map(({ case: name }) => idOf.get(name));
    found.set(one, (found.get(one) ?? new Set()).add(other));
    found.set(other, (found.get(other) ?? new Set()).add(one));
  }
  return found;
}

/** The page of a family: its scenarios, a line each. */
function familyPage(family: string, its: readonly Registered[]): string[] {
  const says = families[family];
  return [
    `# Scenarios: ${family}`,
    '',
    `${says === undefined ? '' : `${says} `}[All scenarios](../scenarios.md)`,
    '',
    ...its.map(({ id, scenario: { title } }) => `- ${scenarioLink(id, '../')}: ${title}`),
  ];
}

/** The catalogue of all scenarios, for people who learn and teach: an index, a page for each family and for each scenario, and their pictures; by path below docs/. */
export async function catalogue(): Promise<Map<string, string>> {
  const all = await loadScenarios();
  const alike = lookalikes(all);
  const present = new Set(all.map(({ family }) => family));
  const known = Object.keys(families).filter((name) => present.has(name));
  const others = [...present].filter((name) => !known.includes(name));
  const listed = [...known, ...others].map((family) => ({
    family,
    its: all.filter((registered) => registered.family === family),
  }));
  const index = [
    '# Scenarios',
    '',
    `${all.length} failures and controls, made real. These pages are made from the files in scenarios/ by \`npm run docs\`.`,
    '',
    'To teach with it: let a class enter a broken network with `npx badconn exec <id>`, show the symptom and one hint after the other, and compare what they conclude with the packets that `npx badconn run <id> --out <folder>` keeps.',
    '',
    'A server is known whose address and name the user knows. Where one of them is not known, the client may be at another machine than the one that is meant: [diagnosers.md](diagnosers.md#which-machine-is-meant) says what is left then.',
    '',
    '## By family',
    '',
    ...listed.map(({ family, its }) =>
      `- [${family}](scenarios/${family}.md): ${its.length}. ${families[family] ?? ''}`.trimEnd(),
    ),
    '',
    '## By what is seen',
    '',
    'The stage is how far the connection gets:',
    '',
    ...Object.entries(stages).map(([stage, says]) => `- \`${stage}\`: ${says}`),
    '',
    ...bySymptom(all),
    '## Axes',
    '',
    'A scenario varies on axes, which do not change its cause. A run draws a point for each case from its seed; `run --at` sets values, `run --all` runs all that matter, `hunt` looks for a point at which a verdict fails. The first value of each axis is its default, at which symptom and packets are told here.',
    '',
    ...axisNames.map((axis) => `- \`${axis}\`: ${axisMeanings[axis]}`),
    '',
    ...leftOutLines,
  ];
  const pages = [
    ...listed.map(({ family, its }): Page => [`scenarios/${family}.md`, familyPage(family, its)]),
    ...all.map((one): Page => [scenarioPage(one.id), entry(one, alike.get(one.id))]),
  ];
  const pictures = all.flatMap(casesOf).map((labCase): [string, string] => {
    const { name, svg } = networkOf(labCase);
    return [`${networkFolder}${name}`, svg];
  });
  return new Map([
    ...[['scenarios.md', index] as const, ...pages].map(([path, lines]): [string, string] => [
      path,
      `${lines.join('\n').trimEnd()}\n`,
    ]),
    ...pictures,
  ]);
}
