import type { FirewallRule } from '../../vocabulary/index.ts';
import type { Evidence } from '../evidence.ts';
import { read, type Facts } from '../observe/facts.ts';
import type { CauseFile } from './cause-file.ts';

const evidence: Evidence = {
  version: 1,
  vantage: 'client',
  target: { url: 'ws://10.0.0.2:8080/', scheme: 'ws', host: '10.0.0.2', port: 8080, path: '/' },
  symptom: { code: 'silence', message: 'silence', afterMs: 1 },
  attempts: [
    { address: '10.0.0.2', port: 8080, code: 'silence', message: '', local: false, afterMs: 1 },
  ],
  handshakes: [],
  signs: [],
  neighbours: [],
};
const { facts } = await read(evidence);

/** Facts of a client that got no answer, with `parts` replaced. */
export const factsWith = (parts: Partial<Facts>): Facts => ({ ...facts, ...parts });

/** Marks of a cause for these facts: `+topic` for, `-topic` against. */
export const marksOf = ({ judge }: CauseFile, parts: Partial<Facts>): string[] =>
  judge(factsWith(parts))
    .filter((mark) => mark !== undefined)
    .map(({ speaks, topic }) => `${speaks === 'for' ? '+' : '-'}${topic}`);

export const sampleRule = (parts: Partial<FirewallRule> = {}): FirewallRule => ({
  ...{ backend: 'iptables', table: 'filter', chain: 'INPUT', kind: 'rule', verdict: 'drop' },
  text: '-A INPUT -j DROP',
  ...parts,
});

/** Value of `rules` where these rules counted packets. */
export const counted = (
  inbound: readonly FirewallRule[],
  outbound: readonly FirewallRule[] = [],
  more: Partial<NonNullable<Facts['rules']>> = {},
): Partial<Facts> => ({
  rules: {
    ...{ areAllRead: true, mayReject: true, mayDiscard: true, manager: undefined },
    inbound: inbound.map((rule) => ({ rule, packets: 1 })),
    outbound: outbound.map((rule) => ({ rule, packets: 1 })),
    ...more,
  },
});
