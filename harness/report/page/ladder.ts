import type { Fault } from '../../events.ts';
import type { NetworkMap } from '../../topology/network-map.ts';
import { mergeCaptures, type Sighting } from '../../witness/merge-captures.ts';
import { withoutEmptyOwn } from '../../witness/own-connections.ts';
import type { Packet } from '../../witness/pcap.ts';
import { StreamWords } from '../../witness/stream-words.ts';
import { labelOf } from '../../witness/wire-ladder.ts';
import { markup, type Markup } from '../markup.ts';
import { firstOf, legibleLine } from '../stranger.ts';
import { fateOf, type Fate } from './fate.ts';
import { lanesOf, type Lifelines } from './lanes.ts';

/** Packets captured by one host, or why they are unreadable. */
export type SidePackets = readonly Packet[] | { unreadable: string };

/** Packets of an attempt, with the known map and addresses. */
export interface LadderInput {
  client: SidePackets;
  server: SidePackets;
  /** Absent in older logs: then each lane is an address. */
  network?: NetworkMap | undefined;
  faults?: readonly Fault[] | undefined;
  /** Address of the intended server. */
  serverAddress?: string | undefined;
}

const shownPackets = 80;
const isRead = (side: SidePackets): side is readonly Packet[] => !('unreadable' in side);

/**
 * Both captures as a ladder diagram: a lifeline for each host in path order, an arrow for each packet, and text where
 * a packet was lost. An ordered list, so it is readable without the lines.
 */
export function ladderDiagram({ client, server, ...known }: LadderInput): Markup {
  if (!isRead(client) || !isRead(server)) {
    const unreadable = [client, server].flatMap((side) => (isRead(side) ? [] : [side.unreadable]));
    return markup`<p class="note">The packets cannot be shown. ${legibleLine(unreadable.join(' '), 600)}</p>`;
  }
  const [ofClient, ofServer] = [client, server].map((side) => side.filter(isOfConnection));
  const [atClient, atServer] = [withoutEmptyOwn(ofClient ?? []), withoutEmptyOwn(ofServer ?? [])];
  const own = (ofClient?.length ?? 0) + (ofServer?.length ?? 0) - atClient.length - atServer.length;
  const sightings = mergeCaptures(atClient, atServer);
  if (sightings.length === 0)
    return markup`<p class="note">No packet was captured, at either end.</p>`;
  const lanes = lanesOf(sightings, known.network, known.serverAddress);
  const broken = (known.faults ?? []).map(({ on }) => lanes.named(on)).filter((lane) => lane >= 0);
  const { shown, more } = firstOf(sightings, shownPackets);
  const again = repeated(shown);
  const words = new StreamWords();
  const rungs = shown.map((sighting, index) => {
    const fate = fateOf(sighting, sightings.slice(index + 1), lanes, broken);
    const since = sighting.packet.atMs - (shown[0]?.packet.atMs ?? 0);
    const gap = sighting.packet.atMs - (shown[index - 1]?.packet.atMs ?? sighting.packet.atMs);
    const label = `${labelOf(sighting.packet, words)}${again.has(sighting) ? ' again' : ''}`;
    return rung(sighting, { fate, lanes, since, gap, label });
  });
  return markup`<div class="scroll" tabindex="0" role="group" aria-label="Packets">
<div class="ladder lanes-${lanes.all.length}">
<div class="lanes heads" aria-hidden="true">${lanes.all.map(({ name, addresses }, index) => markup`<span class="head s${2 * index + 1} e${2 * index + 3}"><b>${name}</b>${broken.includes(index) ? markup` <em>✗</em>` : undefined}${addresses.map((address) => markup` <span>${address}</span>`)}</span>`)}</div>
<ol>${rungs}</ol>
</div></div>${more === 0 ? undefined : markup`<p class="note">and ${more} more packets</p>`}${own === 0 ? undefined : markup`<p class="note">Left out: ${own} packets of connections within one host that carried nothing.</p>`}`;
}

/** How packets are drawn, once for all ladders of a page. */
export const ladderLegend: Markup = markup`<ul class="legend"><li><b aria-hidden="true">■</b> reset (RST), a double line</li><li><b aria-hidden="true">◆</b> ICMP message, a dotted line</li><li><b aria-hidden="true">✗</b> went no further, a dashed line</li><li>The space above a packet shows the time before it: one step for each power of ten, from 1 ms on.</li></ul>`;

/** ICMPv6 types 130 to 137 and 143 maintain the link (RFC 4861, RFC 3810), like ARP for IPv4. */
const isOfConnection = (packet: Packet): boolean =>
  packet.kind !== 'icmpv6' || !((packet.type >= 130 && packet.type <= 137) || packet.type === 143);

/** Retransmitted TCP segments with data or SYN. */
function repeated(sightings: readonly Sighting[]): ReadonlySet<Sighting> {
  const [seen, again] = [new Set<string>(), new Set<Sighting>()];
  for (const sighting of sightings) {
    const { packet } = sighting;
    if (packet.kind !== 'tcp' || packet.flags.includes('RST')) continue;
    if (packet.payloadBytes === 0 && !packet.flags.includes('SYN')) continue;
    const { source, sourcePort, destination, destinationPort, sequence } = packet;
    const key = [source, sourcePort, destination, destinationPort, sequence].join(' ');
    if (seen.has(key)) again.add(sighting);
    seen.add(key);
  }
  return again;
}

interface LadderRow {
  fate: Fate;
  lanes: Lifelines;
  /** Milliseconds since the first packet, and since the previous one. */
  since: number;
  gap: number;
  label: string;
}

/** Space before a rung: one step for each factor of ten in time, from 1 ms on. */
const stepsOf = (gapMs: number): number => Math.min(4, Math.max(0, Math.ceil(Math.log10(gapMs))));

const timeText = (ms: number): string =>
  ms < 1000 ? `${ms.toFixed(2)} ms` : `${(ms / 1000).toFixed(2)} s`;

/** Resets and ICMP errors, marked by a sign and line style, not by colour alone. */
function kindOf(packet: Packet): { name: string; sign: string } | undefined {
  if (packet.kind === 'tcp' && packet.flags.includes('RST')) return { name: 'reset', sign: '■' };
  const isIcmp = packet.kind === 'icmp' || packet.kind === 'icmpv6';
  return isIcmp ? { name: 'icmp', sign: '◆' } : undefined;
}

function rung({ packet }: Sighting, { fate, lanes, since, gap, label }: LadderRow): Markup {
  const { from, to, kind: became, says } = fate;
  const [left, right] = [Math.min(from, to), Math.max(from, to)];
  const direction = from === to ? 'self' : from < to ? 'rightwards' : 'leftwards';
  const kind = kindOf(packet);
  const lines = lanes.all.map((_, index) => markup`<i class="s${2 * index + 2}"></i>`);
  const end = from === to ? 2 * right + 4 : 2 * right + 2;
  const note = says === undefined ? undefined : markup` <em>${says}</em>`;
  return markup`<li class="${became} ${kind?.name ?? 'plain'} g${stepsOf(gap)}"><span class="at">${timeText(since)}</span><span class="lanes">${lines}<span class="arrow ${direction} s${2 * left + 2} e${end}"><span class="label">${kind && markup`<b class="kind" aria-hidden="true">${kind.sign}</b> `}<span class="unseen">${packet.source} to ${packet.destination}: </span>${label}${note}</span></span></span></li>
`;
}
