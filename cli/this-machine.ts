import { execFile } from 'node:child_process';
import { lookup } from 'node:dns/promises';
import { networkInterfaces } from 'node:os';
import { BlockList, isIP, isIPv6 } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';

const family = (address: string): 'ipv4' | 'ipv6' => (isIPv6(address) ? 'ipv6' : 'ipv4');

function ownAddresses(): BlockList {
  const own = new BlockList();
  own.addSubnet('127.0.0.0', 8, 'ipv4');
  own.addAddress('0.0.0.0', 'ipv4');
  own.addAddress('::1', 'ipv6');
  own.addAddress('::', 'ipv6');
  for (const { address } of Object.values(networkInterfaces()).flatMap((list) => list ?? [])) {
    own.addAddress(address, family(address));
  }
  return own;
}

/** Whether all addresses of `host` (name or address as in a URL) belong to this machine. */
export async function isThisMachine(host: string): Promise<boolean> {
  const bare = host.replace(/^\[(.*)\]$/, '$1');
  const own = ownAddresses();
  const addresses =
    isIP(bare) === 0
      ? (await soon(lookup(bare, { all: true }).catch(() => []))).map(({ address }) => address)
      : [bare];
  return addresses.length > 0 && addresses.every((address) => own.check(address, family(address)));
}

/** Time for a lookup: this machine's name is in its hosts file, or known to a responsive resolver. */
const soonMs = 500;

const soon = async <T>(found: Promise<T[]>): Promise<T[]> => {
  const stop = new AbortController();
  const late = wait(soonMs, [], { signal: stop.signal }).catch(() => []);
  const first = await Promise.race([found, late]);
  stop.abort();
  return first;
};

/**
 * Runs a shell script on this machine; resolves to its stdout, which may be long: a firewall may have very many
 * rules.
 */
export async function runHere(script: string): Promise<string> {
  const running = promisify(execFile)('sh', ['-s'], { maxBuffer: Infinity });
  running.child.stdin?.end(script);
  return (await running).stdout;
}
