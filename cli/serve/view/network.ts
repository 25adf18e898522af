import type { Lesson } from '../../../harness/lesson/lesson.ts';
import { hostOf, type ShellRole } from '../../../harness/lesson/shell.ts';
import { markup, type Markup } from '../../../harness/report/markup.ts';
import { layOut, lineHeight, type Box, type Link } from '../../../harness/report/network/layout.ts';
import { networkText } from '../../../harness/report/network/picture.ts';
import { symptomText } from '../../../harness/symptom.ts';
import {
  disguised,
  mapOfPlacement,
  type NetworkMap,
} from '../../../harness/topology/network-map.ts';

const mapOf = ({ lab }: Lesson): NetworkMap => {
  const { labCase, placement } = lab.scene;
  return disguised(mapOfPlacement(labCase.scenario.topology, placement));
};

/** Which host of the picture a role is: they are told apart by their addresses. */
function indexOf(lesson: Lesson, role: ShellRole): number {
  const own = lesson.lab.scene.placement.allAddresses[hostOf(lesson, role)] ?? [];
  return mapOf(lesson).findIndex(({ on }) => on.some(({ address = '' }) => own.includes(address)));
}

/** The lines that light up when packets pass at a host. */
export const linkOf = (lesson: Lesson, role: ShellRole): string => `link-${indexOf(lesson, role)}`;

interface State {
  kind: 'good' | 'bad' | 'plain';
  text: string;
}

/** What the student may know of the client and, once the colleague there was called, of the server. */
function statesOf(lesson: Lesson): Map<number, State> {
  const { latest, shown } = lesson.lab;
  const attempt = latest ?? shown;
  const isFine = attempt.code === 'connected';
  const client: State = {
    kind: isFine ? 'good' : 'bad',
    text: `${isFine ? '✓' : '✗'} ${symptomText(attempt)}`,
  };
  const server: State = { kind: 'plain', text: 'the server' };
  return new Map([
    ...(lesson.progress.isServerCalled ? [[indexOf(lesson, 'server'), server] as const] : []),
    [indexOf(lesson, 'client'), client],
  ]);
}

/** The networks, the hosts on them, and the state of each as far as the student may know it. */
export function networkPart(lesson: Lesson): Markup {
  const map = mapOf(lesson);
  const states = statesOf(lesson);
  const { width, height, bars, links, boxes } = layOut(map);
  const drawn = boxes.map((box, index) => {
    // The lines come box by box, one for each network that its host is on.
    const before = boxes.slice(0, index).flatMap(({ host }) => host.on).length;
    const own = links.slice(before, before + box.host.on.length);
    const number = map.indexOf(box.host);
    return markup`<g id="link-${number}">${own.map((link) => markup`<path class="link" d="${pathOf(link)}"/>`)}</g>${hostBox(box, states.get(number))}`;
  });
  return markup`<section class="card"><h2>Network</h2><div class="scroll"><svg class="network" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${networkText(map)}">
${bars.map(({ x, y, width: length }, index) => markup`<path class="bar" d="M${x} ${y}h${length}"/><text class="where" x="${x}" y="${y - 6}">network ${index + 1}</text>`)}
${drawn}
</svg></div></section>`;
}

const pathOf = (link: Link): string =>
  'round' in link
    ? `M${link.x} ${link.y}H${link.round}V${link.to}`
    : `M${link.x} ${link.from}V${link.to}`;

function hostBox({ host, x, y, width, height, above, below }: Box, state?: State): Markup {
  const middle = x + width / 2;
  const lines = [...above, host.name, ...below];
  return markup`<g class="host ${state?.kind ?? 'plain'}"><rect class="box" x="${x}" y="${y}" width="${width}" height="${height}" rx="6"/>
${lines.map((line, index) => markup`<text class="${line === host.name ? 'role' : 'address'}" x="${middle}" y="${y + 20 + index * lineHeight}">${line}</text>`)}
${state && markup`<text class="state" x="${above.length > 0 ? middle + 8 : x + 4}" y="${y - 5}">${state.text}</text>`}</g>`;
}
