import type { Part, Snapshot } from '../../vocabulary/index.ts';
import type { Lab } from '../engine/engine.ts';
import type { Session } from '../run/session.ts';
import { takeSnapshot } from '../run/take-snapshot.ts';

/** The state of a lab that a student's shell can change, at one moment. */
export interface LabState {
  client: Snapshot;
  server: Snapshot;
  /** The client's configuration: URL, environment, and name resolution files. */
  settings: string;
  /** Checksums of the certificates that the client trusts. */
  trust: string;
}

const files = 'cat /etc/hosts /etc/resolv.conf /etc/nsswitch.conf 2>/dev/null';
const anchors = 'cat /etc/ssl/certs/ca-certificates.crt 2>/dev/null | cksum';

async function printed(lab: Lab, command: string): Promise<string> {
  const argv = ['sh', '-c', command];
  return (await lab.run({ host: 'client', argv, user: 'root' })).stdout;
}

/** Reads the state of both ends. */
export async function stateOf(lab: Lab, target: string, session: Session): Promise<LabState> {
  const [client, server, names, trust] = await Promise.all([
    takeSnapshot(lab, 'client'),
    takeSnapshot(lab, target),
    printed(lab, files),
    printed(lab, anchors),
  ]);
  return {
    ...{ client, server, trust },
    settings: JSON.stringify([session.url, session.environment, names]),
  };
}

/** Parameters that are counters of the kernel, not settings. */
const counted = ['net.netfilter.nf_conntrack_count'];

const rulesOf = ({ firewall }: Snapshot): string =>
  JSON.stringify(firewall.map(({ backend, table, chain, text }) => [backend, table, chain, text]));
const sysctlsOf = ({ sysctls }: Snapshot): string =>
  JSON.stringify(Object.entries(sysctls).filter(([name]) => !counted.includes(name)));
const listenersOf = ({ listeners }: Snapshot): string =>
  JSON.stringify(listeners.map(({ address, port }) => `${address} ${port}`).toSorted());

/** Processes of the observation itself, and of captures. */
const passing = ['sh', 'ps', 'grep', 'tcpdump'];

/** Whether a process has ended, or a stopped one continues. */
const isProcessChanged = (before: Snapshot, after: Snapshot): boolean =>
  before.processes.some(({ command, pid, state }) => {
    if (passing.includes(command)) return false;
    const now = after.processes.find((process) => process.pid === pid);
    return now === undefined || (state === 'T') !== (now.state === 'T');
  });

/** A part of the lab, with a comparison of two states. */
type PartComparison = readonly [
  part: Part,
  differs: (before: LabState, after: LabState) => boolean,
];

const differsIn =
  (of: (state: LabState) => string) =>
  (before: LabState, after: LabState): boolean =>
    of(before) !== of(after);

const comparisons: readonly PartComparison[] = [
  ['server firewall', differsIn(({ server }) => rulesOf(server))],
  ['server binding', differsIn(({ server }) => listenersOf(server))],
  ['server process', (before, after) => isProcessChanged(before.server, after.server)],
  ['server host', differsIn(({ server }) => sysctlsOf(server) + server.addresses.join())],
  ['route', differsIn(({ server }) => server.routes.join('\n'))],
  ['client kernel', differsIn(({ client }) => rulesOf(client) + sysctlsOf(client))],
  ['client kernel', differsIn(({ client }) => client.routes.join('\n') + client.addresses.join())],
  ['client settings', differsIn(({ settings }) => settings)],
  ['client settings', (before, after) => isProcessChanged(before.client, after.client)],
  ['client trust', differsIn(({ trust }) => trust)],
];

/** The parts that differ between two states, as far as visible. */
export const changedParts = (before: LabState, after: LabState): Part[] => [
  ...new Set(comparisons.flatMap(([part, differs]) => (differs(before, after) ? [part] : []))),
];
