import { isBadconnError } from '../errors.ts';
import type { Engine, Lane, LabSpec } from './engine.ts';
import type { Requirement } from '../../machine/index.ts';

const families = { IPv4: ['10.231.0.1', '10.231.0.2'], IPv6: ['fd00:231::1', 'fd00:231::2'] };
const prefix = { IPv4: 24, IPv6: 64 };

const labOf = (used: readonly (keyof typeof families)[]): LabSpec => ({
  networks: ['lan'],
  hosts: ['client', 'server'].map((name, index) => ({
    ...{ name, hostname: `probe-${name}`, routes: [], hostsFile: [], resolvers: [], sysctls: {} },
    interfaces: [
      {
        network: 'lan',
        addresses: used.map((family) => `${families[family][index]}/${prefix[family]}`),
      },
    ],
  })),
});

/** Tries each building block of a lab. Throws what the engine refuses; otherwise resolves to a summary. */
async function tryLab(lane: Lane): Promise<string> {
  const used = lane.lacksIpv6 ? (['IPv4'] as const) : (['IPv4', 'IPv6'] as const);
  const lab = await lane.build(labOf(used));
  try {
    for (const family of used) {
      const argv = ['ping', '-n', '-c', '1', '-W', '5', families[family][1] ?? ''];
      const { exitCode, stdout, stderr } = await lab.run({ host: 'client', argv, user: 'guest' });
      if (exitCode !== 0) throw new Error(`no answer over ${family}: ${stderr || stdout}`);
    }
    const { stdout } = await lab.run({ host: 'server', argv: ['hostname'], user: 'app' });
    if (stdout !== 'probe-server\n') throw new Error(`a host is called ${stdout.trim()}`);
    const rule = ['iptables', '-A', 'INPUT', '-p', 'tcp', '--dport', '9', '-j', 'DROP'];
    const ruled = await lab.run({ host: 'server', argv: rule, user: 'root' });
    if (ruled.exitCode !== 0) throw new Error(`no firewall: ${ruled.stderr}`);
  } finally {
    await lab.close();
  }
  return `two hosts stood, with a firewall, over ${used.join(' and ')}${lane.lacksIpv6 ? '; the kernel has no IPv6, its cases are skipped' : ''}`;
}

/**
 * Opens a lane, builds a lab in it and removes both, to show whether labs can run on an engine. Leaves nothing
 * behind.
 */
export async function labRequirement(engine: Engine, mend: string): Promise<Requirement> {
  const name = 'a lab';
  try {
    return { name, met: true, found: await tryLab(await engine.openLane()) };
  } catch (error) {
    const said = isBadconnError(error) ? error.message.split('\n  Next:')[0] : String(error);
    return { name, met: false, found: (said ?? '').replace(/\s+/g, ' '), mend };
  } finally {
    await engine.close().catch(() => undefined);
  }
}
