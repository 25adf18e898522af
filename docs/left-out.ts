import type { KnownCause } from '../vocabulary/index.ts';

/** A failure that people meet and that no scenario makes real. */
interface LeftOut {
  failure: string;
  /** Its cause, if the vocabulary has it: for `explain`, and for evidence from outside the lab. */
  cause?: KnownCause;
  why: string;
}

export const leftOut: readonly LeftOut[] = [
  {
    failure: 'The clock of the client is wrong',
    cause: 'client-clock-wrong',
    why: 'All containers of a machine have one real-time clock (time_namespaces(7)). A preloaded library (libfaketime) shifts it for dynamically linked programs only, and is named in their environment; other programs, and the times of new files, show the right time. A server with another clock gives a client the same answer, but its report then contradicts it, and the documented remedy would not be applied to the client.',
  },
  {
    failure: 'The connection table of a firewall is full',
    cause: 'connection-table-full',
    why: 'To fill the table takes longer than any other fault of its class takes, which shows in the client host.',
  },
  {
    failure: 'One of several processes that serve a port is stopped',
    cause: 'worker-stopped',
    why: 'The kernel of a stopped process acknowledges a question, and a firewall that has forgotten the connection does not: whether the client retransmits tells this cause from the class that it was put into (`forgottenOrStuck`).',
  },
  {
    failure: 'A router in front of the server answers with a TCP reset',
    cause: 'router-reject',
    why: 'It needs a router on the way, and other causes of a reset are also drawn without one: the layout of the lab would narrow the class.',
  },
  {
    failure: 'A SOCKS proxy that runs refuses, or wants credentials',
    why: 'The image has no SOCKS server, and ssh -D reports success before it connects. The plain client and the reference diagnoser speak SOCKS 5 (RFC 1928), which is tested over loopback.',
  },
  {
    failure: 'A service record (SRV) is missing',
    why: 'Drivers ask for SRV records by themselves (mongodb+srv, SIP, XMPP). The URL of a target names a host, and the plain client looks up addresses only. `explain` knows what drivers say of it.',
  },
  {
    failure: "The client's own pool of connections is full",
    why: 'The failure is in the memory of one program: nothing is sent, no counter of the kernel changes, and a new connection works. A diagnoser beside the program gets a URL and a symptom, and would rightly find the connection healthy. `explain` knows what pools say.',
  },
  {
    failure: 'A socket file is missing, stale or not permitted',
    why: 'A target is a host and a port, in requests, reports and evidence alike, and a run proves what was sent by packets, which a Unix socket has none of. `explain` knows what clients say of it.',
  },
];

/** The section of the catalogue. */
export const leftOutLines: readonly string[] = [
  '## What is not made real',
  '',
  'A failure is left out if a lab cannot show it as a user meets it, or if the lab would show more than the failure does.',
  '',
  ...leftOut.map(
    ({ cause, failure, why }) => `- **${failure}**${cause ? ` (\`${cause}\`)` : ''}: ${why}`,
  ),
];
