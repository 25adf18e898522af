import type { Request, ServerReport, Snapshot } from '../../../vocabulary/index.ts';

/** One fake request, and what is wanted of the answer beside that it keeps the contract. */
export interface SmokeQuestion {
  name: string;
  /** What it is about, in a few words. */
  about: string;
  /** What is given on stdin: the request, as one JSON document. */
  stdin: string;
  request: Request;
  mustBe?: 'unsupported';
}

/** Ports of this machine's loopback, which are all that a question may lead to. */
export interface Ports {
  /** Nothing listens there. */
  closed: number;
  /** Accepts connections and never says a word. */
  silent: number;
}

const snapshot = (port: number): Snapshot => ({
  takenAtMs: 1_790_000_000_000,
  root: true,
  addresses: ['127.0.0.1/8'],
  routes: [],
  listeners: [{ address: '127.0.0.1', port, family: 'ipv4', queued: 0, backlog: 511 }],
  firewall: [],
  counters: { 'Tcp.OutRsts': 0 },
  sysctls: {},
  sockets: { LISTEN: 1 },
  processes: [],
  markers: {},
  missing: [],
});

const report = (port: number): ServerReport => {
  const before = snapshot(port);
  const after = { ...before, counters: { 'Tcp.OutRsts': 1 } };
  return { protocol: 1, before, after, attempts: 1 };
};

const odd = 'ß "quoted" \\ back\\slash \u2028 💥 \u0007';

/** A report of about a megabyte, as of a server with thousands of rules and processes. */
function hugeReport(port: number): ServerReport {
  const before: Snapshot = {
    ...snapshot(port),
    firewall: Array.from({ length: 4000 }, (_, index) => ({
      ...{ backend: 'iptables', table: 'filter', chain: odd, kind: 'rule', verdict: 'other' },
      ...{ packets: 2 ** 40 + index, text: `-A INPUT -m comment --comment ${odd}` },
    })),
    processes: Array.from({ length: 4000 }, (_, pid) => ({ pid, state: 'S', command: odd })),
  };
  return { protocol: 1, before, attempts: 0 };
}

/** The questions of `badconn smoke`, each with its own id. */
export function questions(ports: Ports, deadlineMs: number): SmokeQuestion[] {
  const closed = `127.0.0.1:${ports.closed}`;
  const refused = { code: 'ECONNREFUSED', message: `connect ECONNREFUSED ${closed}`, afterMs: 1 };
  const plain: Request = {
    protocol: 1,
    id: 'smoke-plain',
    target: { url: `ws://${closed}/`, intendedAddress: '127.0.0.1' },
    symptom: refused,
    vantage: 'client',
    deadlineMs,
    seed: 1,
  };
  const ask = (
    name: string,
    about: string,
    change: Partial<Request>,
    rest: Partial<SmokeQuestion> = {},
  ): SmokeQuestion => {
    const request = { ...plain, id: `smoke-${name}`, ...change };
    return { name, about, request, stdin: JSON.stringify(request), ...rest };
  };
  const http = { url: `http://${closed}/`, intendedAddress: '127.0.0.1' };
  const later = { later: { words: ['a', 'b'], count: 1 } };
  const strange = {
    id: `smoke-odd ${odd}`,
    target: { url: `http://${closed}/${'%C3%9F'.repeat(1000)}?q=%22` },
    symptom: { ...refused, message: `${odd} ${'x'.repeat(10_000)}` },
    server: hugeReport(ports.silent),
  };
  return [
    ask('silence', 'a service that accepts and says nothing: the deadline counts', {
      target: { url: `ws://127.0.0.1:${ports.silent}/` },
      symptom: { code: 'silence', message: 'nothing came back within 600 ms', afterMs: 600 },
    }),
    ask('plain', 'a closed port, from the client', {}),
    ask('report', 'the same, with a report of the server', {
      target: http,
      vantage: 'client+server',
      server: report(ports.silent),
    }),
    ask('unknown-symptom', 'an error that no list holds', {
      target: { url: `tcp://${closed}` },
      symptom: { code: 'EUNHEARDOF', message: '', afterMs: 0 },
    }),
    ask(
      'unknown-target',
      'an unknown URL scheme: unsupported',
      { target: { url: `carrier-pigeon://${closed}/` } },
      { mustBe: 'unsupported' },
    ),
    ask('later-fields', 'fields that a later version may add, which are to be ignored', {
      ...later,
      target: { ...http, ...later },
      symptom: { ...refused, ...later },
    } as Partial<Request>),
    ask(
      'huge-and-odd',
      'a megabyte on many lines, with odd characters in it',
      { ...strange, vantage: 'client+server' },
      { stdin: JSON.stringify({ ...plain, ...strange, vantage: 'client+server' }, null, 2) },
    ),
  ];
}
