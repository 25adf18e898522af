import type { Change, Step } from './change.ts';
import { deleteRule, insertRule } from './firewall-rule.ts';

/** All entries go, by a message IPCTNL_MSG_CT_DELETE that names none, as `conntrack -F` sends it. */
const flush = `
import socket, struct
link = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 12)
link.bind((0, 0))
link.send(struct.pack('IHHII', 20, 0x102, 5, 1, 0) + bytes(4))
if struct.unpack('i', link.recv(4096)[16:20])[0]: raise SystemExit('the table could not be flushed')
`;

/**
 * Entries as connections that stand, over IPv4 and from an address for documentation (RFC 5737), which the kernel
 * therefore keeps where it needs room (nf_conntrack_core.c, early_drop). The limit is the machine's, what is counted
 * the network namespace's own. Each goes in by a message IPCTNL_MSG_CT_NEW (linux/netfilter/nfnetlink_conntrack.h);
 * many are sent at once, since the limit is some 100,000. What was there goes first: as it ends it would make room.
 */
const fill = `
folder = '/proc/sys/net/netfilter/nf_conntrack_'
read = lambda name: int(open(folder + name).read())
if read('max') <= read('count'): raise SystemExit
${flush}attribute = lambda kind, data: (struct.pack('HH', 4 + len(data), kind) + data).ljust((7 + len(data)) & ~3, b'\\0')
nest = lambda kind, *parts: attribute(kind | 0x8000, b''.join(parts))
number = lambda value: struct.pack('!I', value)
port = lambda value: struct.pack('!H', value)
def ends(kind, source, to, source_port, to_port):
    addresses = nest(1, attribute(1, source), attribute(2, to))
    return nest(kind, addresses, nest(2, attribute(1, b'\\6'), attribute(2, port(source_port)), attribute(3, port(to_port))))
seen_and_assured, seconds, established = attribute(3, number(0xe)), attribute(7, number(432000)), nest(4, nest(1, attribute(1, b'\\3')))
def entry(turn):
    one, other, own = number(0xc6336400 + turn // 60000), number(0xcb007101), 1024 + turn % 60000
    body = struct.pack('!BBH', 2, 0, 0) + ends(1, one, other, own, 80) + ends(2, other, one, 80, own) + seen_and_assured + seconds + established
    return struct.pack('IHHII', 16 + len(body), 0x100, 0x601, turn, 0) + body
if read('max') > 1 << 20: raise SystemExit('nf_conntrack_max of this machine is above a million: the table takes too long to fill')
turn = 0
while (missing := read('max') - read('count')) > 0 and turn < 1 << 22:
    for _ in range(-(-missing // 256)):
        link.send(b''.join(entry(turn + more) for more in range(256)))
        turn += 256
`;

const python = (on: string, program: string): Step => ({
  ...{ kind: 'run', on },
  argv: ['python3', '-c', program],
});

/** Who looks at the state of connections has them tracked: nothing is counted before there is such a rule. */
const stateful = '-m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT';

/** The firewall of a host keeps as many connections as it may, and discards what would begin another. */
export const fillConnectionTable = <const H extends string>(on: H): Change<H> => ({
  verb: 'fillConnectionTable',
  on,
  says: 'the connection table of the firewall is full',
  apply: ({ ipVersion }) => [python(on, fill), insertRule(on, 'INPUT', stateful, ipVersion)],
  undo: ({ ipVersion }) => [deleteRule(on, 'INPUT', stateful, ipVersion), python(on, flush)],
});

/** The connections that fill the table of a host have ended. */
export const endTrackedConnections = <const H extends string>(on: H): Change<H> => ({
  verb: 'endTrackedConnections',
  on,
  says: 'the connections that filled the table have ended',
  apply: () => [python(on, flush)],
  undo: () => [python(on, fill)],
});
