import { isIPv6 } from 'node:net';

/**
 * What was recorded, without what differs from one recording to the next of the same lab: times, process ids,
 * link-local addresses, load, keys of handshakes, and in which order the kernel lists sockets and processes.
 * Of counters it has those that tell of a failure. What is concluded stays: silence is told from an answer, and
 * what rose from what did not.
 */
export const steady = <T>(recorded: T): T => withPids(values(recorded, ''), new Map()) as T;

type Fields = Record<string, unknown>;

const toHours = (minutes: number): number => Math.round(minutes / 60) * 60;

function values(value: unknown, field: string): unknown {
  if (typeof value === 'string') return fixed[field] ?? text(value);
  // Of a certificate that is made anew each time, seconds before it is read.
  if (typeof value === 'number') return field.endsWith('InMinutes') ? toHours(value) : value;
  if (Array.isArray(value))
    return inOrder(
      field,
      value.map((item) => values(item, field)),
    );
  if (typeof value !== 'object' || value === null) return value;
  if (field === 'counters') return counters(value as Record<string, number>);
  const fields = Object.entries(value).map(([name, inner]) => [name, values(inner, name)]);
  return { ...(Object.fromEntries(fields) as Fields), ...unlike(value as Fields) };
}

/** RFC 6455, 1.3. */
const sampleKey = {
  asked: 'dGhlIHNhbXBsZSBub25jZQ==',
  accepted: 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
};

const fixed: Readonly<Record<string, string>> = {
  load: '0.00 0.00 0.00 1/100 100',
  'sec-websocket-accept': sampleKey.accepted,
  'net.netfilter.nf_conntrack_count': '0',
};

/** A host has one link-local address; its network is told by the others. */
const text = (value: string): string =>
  value
    .replaceAll(/fe80::[\da-f:]+/g, (address) => (isIPv6(address) ? 'fe80::1' : address))
    .replaceAll(/\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT/g, 'Thu, 01 Jan 2026 00:00:00 GMT')
    .replaceAll(/(?<=no answer within )\d+(?= ms)/g, '1500')
    .replaceAll(/(?<=sec-websocket-key: )\S+/gi, sampleKey.asked);

/**
 * What came at once took 1 ms, and what was waited for in vain 1500 ms, as the diagnoser waits. Which of the
 * ports of traceroute(8) was asked by UDP is chance, and so is what had come when a connection stood. Of a connection
 * that was kept, what stays is whether it was answered after it was asked again.
 */
function unlike(fields: Fields): Fields {
  const {
    afterMs,
    answer,
    arrived,
    answeredMs,
    askedMs,
    brokenMs,
    code,
    counters: rose,
    means,
  } = fields;
  const isSilent = code === 'silence' || answer === 'silence' || Number(afterMs) >= 900;
  return {
    ...(afterMs === undefined ? {} : { afterMs: isSilent ? 1500 : 1 }),
    ...(askedMs === undefined ? {} : { askedMs: 1000 }),
    ...(answeredMs === undefined
      ? {}
      : { answeredMs: Number(answeredMs) < Number(askedMs ?? Infinity) ? 1 : 1001 }),
    ...(brokenMs === undefined ? {} : { brokenMs: 1 }),
    ...(fields['pings'] === undefined ? {} : watched(fields)),
    ...(fields['takenAtMs'] === undefined ? {} : { takenAtMs: 0 }),
    ...(arrived === undefined ? {} : { arrived: Math.min(Number(arrived), 1) }),
    ...(means === 'udp' ? { port: 33_434 } : {}),
    ...(rose !== undefined && code === 'connected' ? { counters: {} } : {}),
  };
}

/** Of WebSockets that were watched: whether each ended, and before the watch was over. */
const watched = ({ closedAfterMs, pings, unansweredAfterMs }: Fields): Fields => ({
  pings: Math.min(Number(pings), 1),
  watchedMs: closedAfterMs === undefined ? 1700 : 1000,
  ...(closedAfterMs === undefined ? {} : { closedAfterMs: 1000 }),
  ...(unansweredAfterMs === undefined ? {} : { unansweredAfterMs: 1000 }),
});

const telling =
  /^(Ip\.|Ip6)(In(Receives|Delivers|HdrErrors|AddrErrors)|(Out)?ForwDatagrams|OutNoRoutes)$|^Icmp6?\.?(In|Out)DestUnreachs$|^Tcp\.(ActiveOpens|AttemptFails|EstabResets|InSegs|OutRsts|RetransSegs)$|^Ip6InMcastPkts$|^Icmp6InNeighborSolicits$|^TcpExt\.(Listen(Overflows|Drops)|IPReversePathFilter|TCPAbortOn(Close|Data)|TCPSynRetrans|LockDroppedIcmps)$|^Conntrack\.drop$/;

/** More than that comes by how the kernel bundles acknowledgements. */
const most = 4;

const counters = (all: Record<string, number>): Record<string, number> =>
  Object.fromEntries(
    Object.entries(all).flatMap(([name, count]) =>
      telling.test(name) ? [[name, Math.min(count, most)]] : [],
    ),
  );

const inOrder = (field: string, items: unknown[]): unknown[] => {
  if (!['listeners', 'processes'].includes(field)) return items;
  const key = (item: unknown): string => JSON.stringify({ ...(item as Fields), pid: 0 });
  // Which of the processes runs at the moment says nothing; one that is stopped stays so (ps(1)).
  const state = (item: unknown): string => ((item as Fields)['state'] === 'T' ? 'T' : 'S');
  const told =
    field === 'processes'
      ? items.map((item) => ({ ...(item as Fields), state: state(item) }))
      : items;
  return told.toSorted((one, other) => (key(one) < key(other) ? -1 : 1));
};

/** Process ids count from 1, in the order in which they are told. */
function withPids(value: unknown, pids: Map<unknown, number>): unknown {
  if (Array.isArray(value)) return value.map((item) => withPids(item, pids));
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([name, inner]) => {
    if (name === 'pid') return [name, numbered(inner, pids)];
    if (name === 'pids' && Array.isArray(inner)) {
      return [name, inner.map((pid) => numbered(pid, pids)).toSorted((one, other) => one - other)];
    }
    return [name, withPids(inner, pids)];
  });
  return Object.fromEntries(fields) as Fields;
}

function numbered(pid: unknown, pids: Map<unknown, number>): number {
  const number = pids.get(pid) ?? pids.size + 1;
  pids.set(pid, number);
  return number;
}
