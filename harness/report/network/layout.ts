import type { MappedHost, NetworkMap } from '../../topology/network-map.ts';

/** A rectangle in pixels; `x` and `y` are its upper left corner. */
export interface Box {
  host: MappedHost;
  x: number;
  y: number;
  width: number;
  height: number;
  /** Addresses on the network above the box, and on the networks below or elsewhere. */
  above: readonly string[];
  below: readonly string[];
}

/** Line from a host's box to a network: straight down or up, or around the others on the right. */
export type Link = { host: MappedHost; network: number } & (
  { x: number; from: number; to: number } | { y: number; x: number; round: number; to: number }
);

export interface NetworkLayout {
  width: number;
  height: number;
  boxes: readonly Box[];
  /** One bar for each network. */
  bars: readonly { x: number; y: number; width: number }[];
  links: readonly Link[];
}

export const lineHeight = 17;
const [gap, margin, padding] = [18, 14, 8];
/** Distance from a row to the bar of the network, and from there to the next row. */
const [reach, leastWidth] = [22, 124];
/** Width of a character: in addresses, and in names, which are bold. */
const [thin, bold] = [7, 7.8];
/** Width of a role's symbol with the space after it. */
const signWidth = 22;

/** Row of a host: clients above all networks, servers below, connecting hosts between two networks. */
function rowOf({ role, on }: MappedHost, networks: number): number {
  const [first = 0, second] = on.map(({ network }) => network).toSorted((a, b) => a - b);
  if (role === 'client') return first;
  if (second !== undefined) return first + 1;
  const asks = role === 'resolver' || role === 'proxy';
  if (networks === 1) return asks ? 0 : 1;
  return first === 0 ? 0 : first + 1;
}

/** Hosts by row; one row more than there are networks. */
function rowsOf(map: NetworkMap): NetworkMap[] {
  const networks = 1 + Math.max(0, ...map.flatMap(({ on }) => on.map(({ network }) => network)));
  return Array.from({ length: networks + 1 }, (_, row) =>
    map.filter((host) => rowOf(host, networks) === row),
  );
}

/** Hosts in path order, the client first. */
export const inOrderOfPath = (map: NetworkMap): NetworkMap => rowsOf(map).flat();

/** Places the hosts in rows from client to server, with a network between neighbouring rows. */
export function layOut(map: NetworkMap): NetworkLayout {
  const rows = rowsOf(map);
  const networks = rows.length - 1;
  const columnWidth = Math.max(leastWidth, ...map.map(widthOf));
  const boxes: Box[] = [];
  const barsAt: number[] = [];
  let y = margin;
  for (const [row, hosts] of rows.entries()) {
    const placed = hosts.map((host, column): Box => {
      const addresses = (isAbove: boolean): string[] =>
        host.on.flatMap(({ network, address }) =>
          address !== undefined && (network === row - 1) === isAbove ? [address] : [],
        );
      const [above, below] = [addresses(true), addresses(false)];
      const height = (1 + above.length + below.length) * lineHeight + 2 * padding;
      const x = margin + column * (columnWidth + gap);
      return { host, x, y, width: columnWidth, height, above, below };
    });
    const height = Math.max(0, ...placed.map((box) => box.height));
    boxes.push(...placed.map((box) => ({ ...box, height })));
    y += height + reach;
    barsAt.push(y);
    if (height > 0) y += reach;
  }
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  let round = right;
  const links = boxes.flatMap((box): Link[] =>
    box.host.on.map(({ network }) => {
      const [x, to] = [box.x + box.width / 2, barsAt[network] ?? 0];
      const joins = { host: box.host, network };
      const row = rowOf(box.host, networks);
      if (network === row) return { ...joins, x, from: box.y + box.height, to };
      if (network === row - 1) return { ...joins, x, from: box.y, to };
      round += gap;
      return { ...joins, y: box.y + box.height / 2, x: box.x + box.width, round, to };
    }),
  );
  const bars = barsAt.slice(0, networks).map((barY) => {
    const ends = links
      .filter(({ to }) => to === barY)
      .flatMap((link) =>
        'round' in link ? [link.round] : [link.x - columnWidth / 2, link.x + columnWidth / 2],
      );
    const [from, until] = [Math.min(...ends), Math.max(...ends)];
    return { x: from, y: barY, width: until - from };
  });
  const last = boxes.at(-1);
  return {
    width: round + margin,
    height:
      Math.max(last === undefined ? 0 : last.y + last.height, ...bars.map((bar) => bar.y)) + margin,
    boxes,
    bars,
    links,
  };
}

/** Title of a host: its name, and its role unless the name says it. */
export const titleOf = ({ name, role }: MappedHost): string =>
  name === role || name === 'machine' ? name : `${name} (${role})`;

/** Width of the symbol and the title. */
export const titleWidth = (host: MappedHost): number => signWidth + bold * titleOf(host).length;

const widthOf = (host: MappedHost): number =>
  Math.max(titleWidth(host), ...host.on.map(({ address = '' }) => thin * address.length)) +
  3 * padding;
