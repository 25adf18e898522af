import { readFileSync } from 'node:fs';
import type { Event } from '../harness/events.ts';
import { readPcap, type Packet } from '../harness/witness/pcap.ts';
import { sampleEvents } from '../harness/report/sample-events.ts';
import { scorecard } from '../harness/report/scorecard.ts';
import type { PageRun } from '../harness/report/page/page.ts';

const folder = new URL('../harness/witness/fixtures-pcap/', import.meta.url);
const recorded = (name: string): Packet[] =>
  readPcap(new Uint8Array(readFileSync(new URL(`${name}.pcap`, folder))));

const captured = (name: string) => ({
  client: recorded(`${name}.client`),
  server: recorded(`${name}.server`),
});

/** A run as a page shows it, with recorded packets for some of its cases. */
export function pageRun(events: readonly Event[] = sampleEvents()): PageRun {
  const packets = new Map([
    ['healthy/plain', captured('accepted')],
    ['refused/not-listening', captured('reset')],
    ['timeout/host-firewall-drop', captured('reply-drop')],
    ['timeout/security-group', captured('router-icmp-3-1')],
  ]);
  return { card: scorecard(events), packets };
}
