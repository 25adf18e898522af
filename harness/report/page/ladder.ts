import { markup, type Markup } from '../markup.ts';
import { firstOf, legibleLine } from '../stranger.ts';
import { mergeCaptures, type Sighting } from '../../witness/merge-captures.ts';
import type { Packet } from '../../witness/pcap.ts';
import { labelOf } from '../../witness/wire-ladder.ts';

/** What one host captured, or why that cannot be read. */
export type SidePackets = readonly Packet[] | { unreadable: string };

const shownPackets = 80;
const isRead = (side: SidePackets): side is readonly Packet[] => !('unreadable' in side);

/**
 * The packets of both captures as a ladder diagram: a lifeline for each address, an arrow for each
 * packet, and in words where a packet was seen at one end only. It is an ordered list, so it reads
 * without its lines, too. `serverAddress` is named as such.
 */
export function ladderDiagram(
  { client, server }: { client: SidePackets; server: SidePackets },
  serverAddress: string | undefined,
): Markup {
  const unreadable = [client, server].flatMap((side) => (isRead(side) ? [] : [side.unreadable]));
  if (!isRead(client) || !isRead(server)) {
    return markup`<p class="note">The packets cannot be shown. ${legibleLine(unreadable.join(' '), 600)}</p>`;
  }
  const sightings = mergeCaptures(client.filter(isOfConnection), server.filter(isOfConnection));
  const start = sightings[0]?.packet.atMs;
  if (start === undefined)
    return markup`<p class="note">No packet was captured, at either end.</p>`;
  const hosts = lifelines(sightings, serverAddress);
  const { shown, more } = firstOf(sightings, shownPackets);
  return markup`<div class="scroll" tabindex="0" role="region" aria-label="Packets">
<div class="ladder" style="--lanes:${hosts.length}">
<div class="lanes heads" aria-hidden="true">${hosts.map((host, index) => markup`<span class="head" style="grid-column:${2 * index + 1}/${2 * index + 3}">${roleOf(host, hosts, serverAddress)}${host}</span>`)}</div>
<ol>${shown.map((sighting) => rung(sighting, hosts, start, serverAddress))}</ol>
</div></div>${more === 0 ? undefined : markup`<p class="note">and ${more} more packets</p>`}`;
}

/** Types 130 to 137 and 143 keep a link in order (RFC 4861, RFC 3810), as ARP does for IPv4. */
const isOfConnection = (packet: Packet): boolean =>
  packet.kind !== 'icmpv6' || !((packet.type >= 130 && packet.type <= 137) || packet.type === 143);

/** The client first, the server last, and whoever else speaks between them. */
function lifelines(sightings: readonly Sighting[], server: string | undefined): string[] {
  const all = sightings.flatMap(({ packet }) => [packet.source, packet.destination]);
  const others = [...new Set(all)].filter((host) => host !== server);
  return server !== undefined && all.includes(server) ? [...others, server] : others;
}

function roleOf(host: string, hosts: readonly string[], server: string | undefined): Markup {
  if (server === undefined) return markup``;
  const role = host === server ? 'server' : host === hosts[0] ? 'client' : 'other';
  return markup`<b>${role}</b> `;
}

function rung(
  sighting: Sighting,
  hosts: readonly string[],
  start: number,
  server?: string,
): Markup {
  const { packet, at } = sighting;
  const [from, to] = [hosts.indexOf(packet.source), hosts.indexOf(packet.destination)];
  const [left, right] = [Math.min(from, to), Math.max(from, to)];
  const direction = from === to ? 'self' : from < to ? 'rightwards' : 'leftwards';
  const fate = fateOf(sighting, hosts[0], server);
  const note = fate === 'whole' ? undefined : markup` <em>seen at the ${at} only</em>`;
  const lines = hosts.map((_, index) => markup`<i style="grid-column:${2 * index + 2}"></i>`);
  const end = from === to ? 2 * right + 4 : 2 * right + 2;
  return markup`<li class="${fate}"><span class="at">${(packet.atMs - start).toFixed(2)} ms</span><span class="lanes">${lines}<span class="arrow ${direction}" style="grid-column:${2 * left + 2}/${end}"><span class="unseen">${packet.source} to ${packet.destination}: </span>${labelOf(packet)}${note}</span></span></li>
`;
}

/**
 * `lost`: it was on its way to an end that has not seen it. `partly`: seen at one end only otherwise,
 * such as a reply in the name of a server that never sent it. Between an end and a third host
 * (a proxy, a router) nobody else could have seen it, so that is `whole`.
 */
function fateOf(
  { packet: { source, destination }, at }: Sighting,
  client: string | undefined,
  server: string | undefined,
): 'whole' | 'partly' | 'lost' {
  const ends = [source, destination];
  const isBetweenEnds =
    server === undefined || (ends.includes(server) && ends.includes(client ?? ''));
  if (at === 'both' || !isBetweenEnds) return 'whole';
  return destination === (at === 'client' ? server : client) ? 'lost' : 'partly';
}
