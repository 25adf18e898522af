import type { Cause } from '../../vocabulary/index.ts';
import type { Remedy } from './cause-file.ts';
import { sh } from './command.ts';
import type { Facts } from './facts.ts';
import { failedTls, lookAtTls } from './tls.ts';

/** The step that splits what is left best, when no single cause is. Changes nothing. */
export const lookFurther = (facts: Facts, candidates: readonly Cause[]): Remedy => {
  const tls = candidates.length === 0 ? failedTls(facts) : undefined;
  if (tls !== undefined) return lookAtTls(facts, tls);
  return {
    action: 'look-further',
    text: textFor(facts, candidates),
    commands: commandsFor(facts),
  };
};

const textFor = (
  { evidence, port, reply, server, speech }: Facts,
  candidates: readonly Cause[],
): string => {
  if (server !== undefined) {
    if (candidates.length === 0)
      return `Nothing in the report accounts for it. Capture packets on both sides at once.`;
    return server.rose === undefined
      ? 'Take the report twice, before and after one attempt of the client, as root: then its counters speak.'
      : 'Take the report as root, on the machine that runs the service, with nothing else going on.';
  }
  const collect = 'Run `badconn collect` on the server and hand its report to this diagnosis';
  switch (reply) {
    case 'reset':
    case 'refused':
      return `${collect}: its listening sockets show at once whether the service runs, on which port and address, and its counters whether a firewall sent the reset. From here these look the same, and so does another machine than the one that you mean.`;
    case 'silence':
      return `${collect}, before and after one attempt: its counters show whether the SYN arrives, and which rule discards it. If the server cannot be reached by any way, see in its console whether it runs.`;
    case 'no-port':
      return 'See which sockets hold the local ports, and whether the address family of the server is there at all.';
    case 'accepted':
      return speech === 'refusal'
        ? `The server speaks WebSocket and refuses this request: compare path, credentials, origin and subprotocol with what it expects (${evidence.target.path} was asked for).`
        : `The connection stands; see what the service on port ${port} is, and in its log why it answers so.`;
    default:
      return `${collect}, and look at the name, the route and the proxy settings of this machine.`;
  }
};

const commandsFor = ({ address, evidence, port, reply, server }: Facts): string[] => {
  if (server !== undefined) return [sh`tcpdump -ni any ${`host ${address} and tcp port ${port}`}`];
  if (reply === 'no-port') return [sh`ss -tan ${`dport = :${port}`}`];
  if (reply === 'accepted') return [];
  // What is no url would be an option of the command.
  if (!/^\w+:/.test(evidence.target.url)) return ['badconn collect > report.txt'];
  return [
    'badconn collect > report.txt',
    sh`badconn diagnose ${evidence.target.url} --report report.txt`,
  ];
};
