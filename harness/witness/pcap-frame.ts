/**
 * Offset of the IP header in a frame. Undefined if the frame carries no IP, or was addressed to another host's
 * hardware address: a bridge floods unknown destinations, and no host accepts them.
 */
export type IpOffset = (frame: DataView) => number | undefined;

const etherTypeIpv4 = 0x0800;
const etherTypeIpv6 = 0x86dd;

/** For a header of fixed size that ends with an EtherType. VLAN tags are not supported: not IP. */
const behind =
  (typeAt: number, headerBytes: number, isOthers?: (frame: DataView) => boolean): IpOffset =>
  (frame) => {
    if (frame.byteLength < headerBytes || isOthers?.(frame) === true) return undefined;
    const etherType = frame.getUint16(typeAt);
    return etherType === etherTypeIpv4 || etherType === etherTypeIpv6 ? headerBytes : undefined;
  };

/** PACKET_OTHERHOST of packet(7). */
const toAnother = 3;

/** By link type in the file header (tcpdump.org/linktypes.html). */
export const linkTypes: ReadonlyMap<number, { name: string; ipOffset: IpOffset }> = new Map([
  [1, { name: 'EN10MB', ipOffset: behind(12, 14) }],
  [101, { name: 'RAW', ipOffset: () => 0 }],
  [
    113,
    { name: 'LINUX_SLL', ipOffset: behind(14, 16, (frame) => frame.getUint16(0) === toAnother) },
  ],
  [
    276,
    { name: 'LINUX_SLL2', ipOffset: behind(0, 20, (frame) => frame.getUint8(10) === toAnother) },
  ],
]);
