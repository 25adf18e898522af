import { observation } from './observation.ts';

/** Of the local ports towards the target: all, and how they are held. */
export const localPorts = observation({
  name: 'localPorts',
  read: ({ evidence: { ports } }) => {
    if (ports === undefined) return undefined;
    const all = Object.values(ports.held).reduce((sum, count) => sum + count, 0);
    const timeWait = ports.held['TIME_WAIT'] ?? 0;
    return { ...ports, size: ports.last - ports.first + 1, live: all - timeWait, timeWait };
  },
  tell: (ports, { address, port }) => {
    const held = Object.entries(ports.held)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([state, many]) => `${many} ${state}`);
    const reuse =
      ports.timeWaitReuse === undefined ? '' : `; net.ipv4.tcp_tw_reuse=${ports.timeWaitReuse}`;
    const ipv6 = ports.ipv6Disabled === true ? '; IPv6 is switched off' : '';
    return `The range of local ports is ${ports.first} to ${ports.last}, ${ports.size} ports; towards ${address} port ${port} they hold ${held.length === 0 ? 'no socket' : held.join(', ')}${reuse}${ipv6}.`;
  },
  identifies: {},
});
