import type { Event } from '../harness/events.ts';
import { sampleEvents } from '../harness/report/sample-events.ts';
import { scorecard } from '../harness/report/scorecard.ts';
import type { PageRun } from '../harness/report/page/page.ts';
import { recordedPackets } from './recorded-capture.ts';

const captured = (name: string) => ({
  client: recordedPackets(`${name}.client`),
  server: recordedPackets(`${name}.server`),
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
