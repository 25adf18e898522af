import type { Lesson } from '../../../harness/lesson/lesson.ts';
import { hostOf, type ShellRole } from '../../../harness/lesson/shell.ts';
import { markup, type Markup } from '../../../harness/report/markup.ts';
import {
  drawNetwork,
  networkText,
  type HostMark,
} from '../../../harness/report/network/picture.ts';
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

/** The host of a role in the picture, found by its addresses. */
function indexOf(lesson: Lesson, role: ShellRole): number {
  const own = lesson.lab.scene.placement.allAddresses[hostOf(lesson, role)] ?? [];
  return mapOf(lesson).findIndex(({ on }) => on.some(({ address = '' }) => own.includes(address)));
}

const linkId = (index: number, network: number): string => `link-${index}-${network}`;

/** The lines that light up when packets pass at a host. */
export function linksOf(lesson: Lesson, role: ShellRole): string[] {
  const index = indexOf(lesson, role);
  return (mapOf(lesson)[index]?.on ?? []).map(({ network }) => linkId(index, network));
}

/** Mark of the client and, once the colleague there was called, of the server. */
function statesOf(lesson: Lesson): Map<number, HostMark> {
  const { latest, shown } = lesson.lab;
  const attempt = latest ?? shown;
  const isFine = attempt.code === 'connected';
  const client: HostMark = {
    kind: isFine ? 'good' : 'bad',
    text: `${isFine ? '✓' : '✗'} ${symptomText(attempt)}`,
  };
  const server: HostMark = { kind: 'plain', text: 'the server' };
  return new Map([
    ...(lesson.progress.isServerCalled ? [[indexOf(lesson, 'server'), server] as const] : []),
    [indexOf(lesson, 'client'), client],
  ]);
}

/** The networks, the hosts on them, and the state of each as far as the student may know it. */
export function networkPart(lesson: Lesson): Markup {
  const map = mapOf(lesson);
  const states = statesOf(lesson);
  const picture = drawNetwork(map, {
    label: networkText(map),
    markOf: (host) => states.get(map.indexOf(host)),
    linkId: (host, network) => linkId(map.indexOf(host), network),
  });
  return markup`<section class="card"><h2>Network</h2><div class="scroll">${picture}</div></section>`;
}
