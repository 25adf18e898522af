import type { LabSpec } from '../harness/engine/engine.ts';
import type { FakePacket } from './fake-capture.ts';

/** What stands in a lab at a moment: what an attempt of its client meets. */
export interface FakeNetwork {
  spec: LabSpec;
  services: ReadonlySet<{ host: string; address: string; port: number }>;
  /** What resolvers answer: an address for each name. */
  records: ReadonlyMap<string, string>;
  /** Rules of iptables(8) by host, first to last: `INPUT -p tcp --dport 80 -j DROP`. */
  rules: ReadonlyMap<string, readonly string[]>;
}

/** What the plain client saw, and what each host's capture holds of it. */
export interface FakeSight {
  code: string;
  message: string;
  packets: Map<string, FakePacket[]>;
  /** How long others had the CPUs meanwhile. */
  keptWaitingMs?: number;
}

let attempts = 0;

/**
 * An attempt over IPv4 at a host that is called by its address or by a name of the hosts file or a resolver. The
 * rules that count are those of the target (INPUT) and of any host (FORWARD).
 */
export function attemptIn(network: FakeNetwork, url: string): FakeSight {
  const { spec, services, records, rules } = network;
  const { hostname, port } = new URL(url.replace(/^\w+:/, 'http:'));
  const client = spec.hosts.find(({ name }) => name === 'client');
  const [own = ''] = addressesOf(client);
  const named = client?.hostsFile.find((line) => line.split(/\s+/).includes(hostname));
  const address = named?.split(/\s+/)[0] ?? records.get(hostname) ?? hostname;
  const seen = (code: string, packets: Record<string, FakePacket[]> = {}): FakeSight => ({
    ...{ code, message: `${code} ${address}:${port}` },
    packets: new Map(Object.entries(packets)),
  });
  if (!/^[\d.]+$/.test(address)) return seen('ENOTFOUND');
  attempts += 1;
  const from: FakePacket['from'] = [own, 40_000 + (attempts % 20_000)];
  const to: FakePacket['to'] = [address, Number(port)];
  const syn: FakePacket = { from, to, flags: 'SYN', sequence: attempts };
  const back = (flags: 'SYN-ACK' | 'RST'): FakePacket => ({ ...syn, from: to, to: from, flags });
  const target = spec.hosts.find((host) => addressesOf(host).includes(address))?.name;
  const onTheWay = [...rules.values()].flat().filter((rule) => rule.startsWith('FORWARD '));
  if (target === undefined || firstOf(onTheWay, syn) === 'DROP') {
    return seen('silence', { client: [syn] });
  }
  const meets = firstOf(
    (rules.get(target) ?? []).filter((rule) => rule.startsWith('INPUT ')),
    syn,
  );
  if (meets === 'DROP') return seen('silence', { client: [syn], [target]: [syn] });
  const listens = [...services].some(
    (one) =>
      one.host === target &&
      one.port === Number(port) &&
      [address, '0.0.0.0', '::'].includes(one.address),
  );
  const reply = listens && meets !== 'REJECT' ? 'SYN-ACK' : 'RST';
  const both = [syn, back(reply)];
  const code = reply === 'SYN-ACK' ? 'connected' : 'ECONNREFUSED';
  return seen(code, { client: both, [target]: both });
}

const addressesOf = (host: LabSpec['hosts'][number] | undefined): string[] =>
  host?.interfaces.flatMap(({ addresses }) => addresses.map((one) => one.split('/')[0] ?? '')) ??
  [];

/** What the first rule that fits says; undefined where none does. */
const firstOf = (rules: readonly string[], { to: [address, port] }: FakePacket) =>
  rules
    .find((rule) => {
      // A SYN over the network is of TCP, of no connection yet, and of no interface of its own.
      if (/ -p (?!tcp)| --ctstate | -i lo /.test(rule)) return false;
      const dports = / --dports? ([\d,]+)/.exec(rule)?.[1]?.split(',') ?? [String(port)];
      const destination = / -d (\S+)/.exec(rule)?.[1] ?? address;
      return dports.includes(String(port)) && destination === address;
    })
    ?.match(/ -j (\w+)/)?.[1];
