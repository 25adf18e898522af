/**
 * Preloaded (node --import) into a module diagnoser that is asked about recorded cases. Ends the process before it
 * connects to a recorded host, sends it a datagram or looks up its name: recorded addresses belonged to a lab, and on
 * this machine's network they are hosts of other people. Other connections, such as to a model, are not touched.
 */
import { writeSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import dgram from 'node:dgram';
import dns from 'node:dns';
import net from 'node:net';
import { recordedHosts, refusedMark } from './recorded-hosts.ts';

const names = new Set<string>();
const addresses = new net.BlockList();
for (const host of (process.env[recordedHosts] ?? '').split(',')) {
  const version = net.isIP(host);
  if (version === 0) names.add(host);
  else addresses.addAddress(host, version === 6 ? 'ipv6' : 'ipv4');
}

const isRecorded = (host: string): boolean => {
  const version = net.isIP(host);
  if (version !== 0) return addresses.check(host, version === 6 ? 'ipv6' : 'ipv4');
  return names.has(host.toLowerCase().replace(/\.$/, ''));
};

/** SIGKILL ends all threads at once, and no handler of the module can prevent it. */
function check(what: string, host: unknown): void {
  if (typeof host !== 'string' || !isRecorded(host)) return;
  writeSync(2, `\n${refusedMark}${what} ${host}\n`);
  process.kill(process.pid, 'SIGKILL');
}

type Method = (this: unknown, ...given: unknown[]) => unknown;

/** Has a function of an object call `before` with its arguments first. */
function guard(on: object, name: string, before: (given: unknown[]) => void): void {
  const functions = on as Record<string, unknown>;
  const plain = functions[name] as Method;
  functions[name] = function guarded(this: unknown, ...given: unknown[]): unknown {
    before(given);
    return plain.apply(this, given);
  };
}

/** `connect(port, host)`, `connect({ host })`, or the array into which net.connect() turns either. */
const hostOf = ([first, second]: unknown[]): unknown => {
  const at: unknown = Array.isArray(first) ? first[0] : first;
  return typeof at === 'object' && at !== null ? (at as { host?: unknown }).host : second;
};

guard(net.Socket.prototype, 'connect', (given) => check('a connection to', hostOf(given)));
for (const name of ['send', 'connect']) {
  guard(dgram.Socket.prototype, name, (given) => {
    for (const word of given) check('a datagram to', word);
  });
}
for (const on of [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype]) {
  const asking = Object.getOwnPropertyNames(on).filter((name) => /^(?:lookup|re[sv])/.test(name));
  for (const name of asking) guard(on, name, ([host]) => check('a lookup of', host));
}
syncBuiltinESMExports();
