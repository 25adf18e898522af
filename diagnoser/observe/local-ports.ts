import { observation } from './observation.ts';

/** Range of local ports, and the sockets towards the target that hold them. */
export const localPorts = observation({
  name: 'localPorts',
  read: ({ evidence: { ports } }) => {
    if (ports === undefined) return undefined;
    const all = Object.values(ports.held).reduce((sum, count) => sum + count, 0);
    const timeWait = ports.held['TIME_WAIT'] ?? 0;
    return { ...ports, size: ports.last - ports.first + 1, live: all - timeWait, timeWait };
  },
  tell: (ports, { address, port }) => {
    if (ports.ipv6Disabled === true)
      return `IPv6 is switched off on every interface of this machine (disable_ipv6), and ${address} is an IPv6 address.`;
    const held = Object.entries(ports.held)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([state, many]) => `${many} ${state}`);
    const reuse =
      ports.timeWaitReuse === undefined ? '' : `; net.ipv4.tcp_tw_reuse=${ports.timeWaitReuse}`;
    return `The range of local ports is ${ports.first} to ${ports.last}, ${ports.size} ports; towards ${address} port ${port} they hold ${held.length === 0 ? 'no socket' : held.join(', ')}${reuse}.`;
  },
  identifies: {},
});
