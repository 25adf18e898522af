import type { LabSpec } from './protocol.ts';

/** Of all bridges and wires of a lab. Together they go within one grace period of the kernel, else each has its own. */
export const labGroup = '7';

/**
 * Numbers of devices in the lane (ip-link(8), index). Each is given one: the kernel counts on from the last that it
 * gave by itself, so that after a thousand labs a bridge would have that of a wire; and a host sees the number of the
 * other end of its wire, which must not tell how many labs the lane has had.
 */
const bridgeNumber = (network: number): number => 100 + network;
const wireNumber = (host: number, index: number): number => 1000 + host * 10 + index;

const bridgeName = (network: number): string => `br${network}`;
const wireName = (host: number, index: number): string => `h${host}e${index}`;

/** Whether a device of the lane has a name that labs give. */
export const isOwn = (name: string): boolean => /^(br\d+|h\d+e\d+)$/.test(name);

/**
 * The lines of `ip -batch` (ip(8)) that join the hosts of a lab: a bridge for each network, a wire for each interface.
 * `pidOf` tells the first process of a host, by whose number its network namespace is found.
 */
export const wiringOf = (
  { hosts, networks }: LabSpec,
  pidOf: (host: string) => number,
): string[] => [
  ...networks.flatMap((_, index) => [
    // A bridge that snoops joins 224.0.0.106, and its reports would reach every host (RFC 4286, 4).
    `link add ${bridgeName(index)} index ${bridgeNumber(index)} group ${labGroup} type bridge mcast_snooping 0`,
    `link set ${bridgeName(index)} up`,
  ]),
  ...hosts.flatMap(({ interfaces, name }, hostIndex) =>
    interfaces.flatMap(({ network }, index) => {
      const port = wireName(hostIndex, index);
      return [
        `link add ${port} index ${wireNumber(hostIndex, index)} group ${labGroup} type veth peer name eth${index} netns ${pidOf(name)}`,
        `link set ${port} master ${bridgeName(networks.indexOf(network))}`,
        `link set ${port} up`,
      ];
    }),
  ),
];
