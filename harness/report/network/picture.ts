import type { Role } from '../../topology/topology.ts';
import type { MappedHost, NetworkMap } from '../../topology/network-map.ts';
import { markup, type Markup } from '../markup.ts';
import { layOut, lineHeight, titleOf, titleWidth, type Box, type Link } from './layout.ts';

/** Place of a fault: name of the host on the map. */
export interface FaultPlace {
  on: string;
  /** Number of the layer, from 1. Absent if there is only one. */
  layer?: number;
}

/** Mark of a host: a word at its corner, and a class. */
export interface HostMark {
  kind: 'broken' | 'good' | 'bad' | 'plain';
  text: string;
}

/** Outlines of 16 by 14 pixels. */
const signs: Readonly<Record<Role, string>> = {
  client: 'M1 1h14v9H1zM5 13h6M8 10v3',
  server: 'M2 1h12v5H2zM2 8h12v5H2zM4.5 3.5h1M4.5 10.5h1',
  router: 'M8 1a6 6 0 1 0 0 12a6 6 0 1 0 0-12M4.5 7h7M9 4.5l2.5 2.5L9 9.5',
  resolver: 'M6.5 1a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9M10 9l4.5 4.5',
  proxy: 'M8 1v12M1 7h4M11 7h4M13 5l2 2l-2 2',
  edge: 'M4 12h8a3 3 0 0 0 .5-6A4.5 4.5 0 0 0 4 5.5a3.3 3.3 0 0 0 0 6.5z',
};

/**
 * The network of a case as SVG: hosts with a symbol for their role, in rows from client to server; a bar for each
 * network; addresses where the links meet it. A host with a fault has a broken edge and the words "✗ fault", so
 * colour only repeats it. Elements have classes and no colours: they need `networkStyle`.
 */
export const networkPicture = (map: NetworkMap, faults: readonly FaultPlace[] = []): Markup =>
  drawNetwork(map, {
    label: networkText(map, faults),
    markOf: ({ name }) => faultMark(name, faults),
  });

interface Drawing {
  /** Text alternative of the picture. */
  label: string;
  markOf(host: MappedHost): HostMark | undefined;
  /** Id of the line from a host to a network; absent in a static picture. */
  linkId?(host: MappedHost, network: number): string;
}

/** Draws the network with any kind of marks. */
export function drawNetwork(map: NetworkMap, { label, markOf, linkId }: Drawing): Markup {
  const { width, height, bars, links, boxes } = layOut(map);
  const marked = boxes.map((box) => ({ box, mark: markOf(box.host) }));
  const isWide = ({ box, mark }: (typeof marked)[number]): boolean => tagWidth(mark) > box.width;
  // A wide mark overlaps the next box, so it is drawn later.
  const onTop = marked.toSorted((a, b) => Number(isWide(a)) - Number(isWide(b)));
  return markup`<svg xmlns="http://www.w3.org/2000/svg" class="network" role="img" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" aria-label="${label}">
${bars.map(
  (
    { x, y, width: length },
    index,
  ) => markup`<path class="bar" d="M${x} ${y}h${length}"/><text class="where" x="${x}" y="${y - 6}">network ${index + 1}</text>
`,
)}${links.map(
    (
      link,
    ) => markup`<path class="link"${linkId && markup` id="${linkId(link.host, link.network)}"`} d="${pathOf(link)}"/>
`,
  )}${onTop.map(({ box, mark }) => hostBox(box, mark))}</svg>`;
}

/** The picture in words, for readers who do not see it. */
export function networkText(map: NetworkMap, faults: readonly FaultPlace[] = []): string {
  const networks = [...new Set(map.flatMap(({ on }) => on.map(({ network }) => network)))];
  const told = networks
    .toSorted((a, b) => a - b)
    .map((number) => {
      const members = map.flatMap(({ name, on }) =>
        on
          .filter(({ network }) => network === number)
          .map(({ address }) => (address === undefined ? name : `${name} ${address}`)),
      );
      return `Network ${number + 1}: ${members.join(', ')}.`;
    });
  const broken = [...new Set(faults.map(({ on }) => on))];
  return [...told, ...(broken.length === 0 ? [] : [`The fault is on: ${broken.join(', ')}.`])].join(
    ' ',
  );
}

const pathOf = (link: Link): string =>
  'round' in link
    ? `M${link.x} ${link.y}H${link.round}V${link.to}`
    : `M${link.x} ${link.from}V${link.to}`;

function faultMark(name: string, faults: readonly FaultPlace[]): HostMark | undefined {
  const own = faults.filter(({ on }) => on === name);
  if (own.length === 0) return undefined;
  const layers = [...new Set(own.flatMap(({ layer }) => (layer === undefined ? [] : [layer])))];
  return { kind: 'broken', text: ['✗ fault', layers.join(', ')].join(' ').trim() };
}

const tagWidth = (mark: HostMark | undefined): number => {
  const text = mark?.text ?? '';
  return text.length * 7 + text.replaceAll(/[^A-Z]/g, '').length * 2 + 10;
};

function hostBox(box: Box, mark: HostMark | undefined): Markup {
  const { host, x, y, width, height, above, below } = box;
  const lines = 1 + above.length + below.length;
  const top = y + (height - lines * lineHeight) / 2 + 13;
  const middle = x + width / 2;
  const nameY = top + above.length * lineHeight;
  const start = middle - titleWidth(host) / 2;
  const address = (text: string, line: number): Markup =>
    markup`<text class="address" x="${middle}" y="${top + line * lineHeight}">${text}</text>`;
  const tagLength = tagWidth(mark);
  // At the right corner; a long one starts at the left corner.
  const tagX = Math.max(x - 6, x + width + 6 - tagLength);
  const tag =
    mark &&
    markup`<rect class="tag" x="${tagX}" y="${y - 12}" width="${tagLength}" height="18" rx="4"/><text class="tag-text" x="${tagX + tagLength / 2}" y="${y + 1}">${mark.text}</text>`;
  return markup`<g class="${mark === undefined ? 'host' : `host ${mark.kind}`}"><rect class="box" x="${x}" y="${y}" width="${width}" height="${height}" rx="${host.role === 'router' ? height / 2 : 6}"/>${above.map(address)}<path class="sign" transform="translate(${start} ${nameY - 11})" d="${signs[host.role]}"/><text class="name" x="${start + 22}" y="${nameY}">${titleOf(host)}</text>${below.map((text, line) => address(text, above.length + 1 + line))}${tag}</g>
`;
}

/** Style rules for a page that defines the custom properties ground, raised, ink, faint and bad. */
export const networkStyle = `
.network { display: block; max-width: 100%; height: auto; font: 13px system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
.network .bar { fill: none; stroke: var(--faint); stroke-width: 4; stroke-linecap: round; }
.network .link { fill: none; stroke: var(--faint); stroke-width: 1.5; }
.network .box { fill: var(--raised); stroke: var(--faint); }
.network .broken .box { stroke: var(--bad); stroke-width: 2.5; stroke-dasharray: 6 4; }
.network .sign { fill: none; stroke: var(--ink); stroke-width: 1.4; }
.network text { fill: var(--ink); text-anchor: middle; }
.network .name { font-weight: 600; text-anchor: start; }
.network .address { font: 11.5px ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
.network .where { fill: var(--faint); font-size: 11px; text-anchor: start; }
.network .tag { fill: var(--bad); }
.network .tag-text { fill: var(--ground); font-size: 12px; font-weight: 700; }
`;

const ownColours = `
svg { --ground: #ffffff; --raised: #f6f7f9; --ink: #1b1f24; --faint: #59636e; --bad: #a3211b; background: var(--ground); }
@media (prefers-color-scheme: dark) {
  svg { --ground: #14171b; --raised: #1c2127; --ink: #e4e8ec; --faint: #9ba6b2; --bad: #ff9b92; }
}`;

/** The picture as a standalone file that follows the reader's colour scheme. */
export function networkFile(map: NetworkMap, faults: readonly FaultPlace[] = []): string {
  const picture = networkPicture(map, faults).markup;
  const end = picture.indexOf('>') + 1;
  return `${picture.slice(0, end)}\n<style>${ownColours}${networkStyle}</style>${picture.slice(end)}\n`;
}
