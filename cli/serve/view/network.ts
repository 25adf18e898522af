import { hostsIn, type PicturedHost } from '../../../harness/lesson/briefing.ts';
import type { Lesson } from '../../../harness/lesson/lesson.ts';
import { hostOf, type Role } from '../../../harness/lesson/shell.ts';
import { markup, type Markup } from '../../../harness/report/markup.ts';
import { symptomText } from '../../../harness/symptom.ts';

const box = { width: 190, height: 62, gap: 18 };
const rowHeight = 118;
const busBelow = 88;

/** The rows of a picture: hosts that lie on one network, and between two networks what joins them. */
function rowsOf(hosts: readonly PicturedHost[], networks: number): PicturedHost[][] {
  const rows = Array.from({ length: networks + 1 }, (): PicturedHost[] => []);
  for (const host of hosts) {
    const on = host.addresses.flatMap((address, index) => (address === undefined ? [] : [index]));
    const [first = 0, second] = on;
    const isAbove = second === undefined && first === 0;
    rows[isAbove ? 0 : Math.min(second === undefined ? first + 1 : second, networks)]?.push(host);
  }
  return rows;
}

const idOf = (hosts: readonly PicturedHost[], name: string): string =>
  `link-${hosts.findIndex((host) => host.name === name)}`;

/** The line that lights up when packets pass at a host. */
export const linkOf = (lesson: Lesson, role: Role): string =>
  idOf(hostsIn(lesson.lab.scene), hostOf(lesson, role));

/** The networks, the hosts on them, and the state of each as far as the student may know it. */
export function networkPart(lesson: Lesson): Markup {
  const hosts = hostsIn(lesson.lab.scene);
  const networks = lesson.lab.scene.placement.lab.networks.length;
  const rows = rowsOf(hosts, networks);
  const most = Math.max(...rows.map(({ length }) => length));
  const width = Math.max(2, most) * (box.width + box.gap) + box.gap;
  const height =
    (networks - 1) * rowHeight + busBelow + (rows.at(-1)?.length ? rowHeight - 14 : 20);
  const middle = (row: number, place: number): number => {
    const count = rows[row]?.length ?? 1;
    return width / 2 + (place - (count - 1) / 2) * (box.width + box.gap);
  };
  const busY = (index: number): number => busBelow + index * rowHeight;
  const topOf = (row: number): number => (row === 0 ? 4 : busY(row - 1) + 24);
  return markup`<section class="card"><h2>Network</h2><div class="scroll"><svg class="network" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${lesson.briefing.picture.join(', ')}">
${Array.from({ length: networks }, (_, index) => markup`<line class="bus" x1="8" x2="${width - 8}" y1="${busY(index)}" y2="${busY(index)}"/><text class="bus-name" x="10" y="${busY(index) - 6}">network ${index + 1}</text>`)}
${rows.flatMap((row, r) =>
  row.map((host, place) => {
    const x = middle(r, place);
    const top = topOf(r);
    const links = host.addresses.flatMap((address, index) =>
      address === undefined
        ? []
        : [
            markup`<line x1="${x}" x2="${x}" y1="${busY(index)}" y2="${busY(index) < top ? top : top + box.height}"/>`,
          ],
    );
    return markup`<g class="link" id="${idOf(hosts, host.name)}">${links}</g>${hostBox(lesson, host, x - box.width / 2, top)}`;
  }),
)}
</svg></div></section>`;
}

interface State {
  kind: 'good' | 'bad' | 'plain';
  text: string;
}

/** What the student may know of a host. */
function stateOf(lesson: Lesson, { name }: PicturedHost): State {
  const { latest, shown } = lesson.lab;
  if (name === 'client') {
    const attempt = latest ?? shown;
    const isFine = attempt.code === 'connected';
    return { kind: isFine ? 'good' : 'bad', text: `${isFine ? '✓' : '✗'} ${symptomText(attempt)}` };
  }
  const isServer = name === hostOf(lesson, 'server');
  if (isServer && lesson.progress.isServerCalled)
    return { kind: 'plain', text: 'the server: open to you' };
  return { kind: 'plain', text: '' };
}

function hostBox(lesson: Lesson, host: PicturedHost, left: number, top: number): Markup {
  const { kind, text } = stateOf(lesson, host);
  const x = left + box.width / 2;
  const addresses = host.addresses.filter((address) => address !== undefined);
  const [short, long] = [addresses.join(' · '), addresses.length > 1];
  return markup`<g class="host ${kind}"><rect x="${left}" y="${top}" width="${box.width}" height="${box.height}" rx="6"/>
<text x="${x}" y="${top + 18}" class="role">${host.role}</text>
<text x="${x}" y="${top + 36}" class="address${long ? ' small' : ''}">${short}</text>
<text x="${x}" y="${top + 53}" class="state">${text.length > 26 ? `${text.slice(0, 25)}…` : text}<title>${text}</title></text></g>`;
}
