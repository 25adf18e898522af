/**
 * Where the IP header of a frame begins, or undefined where the frame carries no IP, or was for the hardware
 * address of another: a bridge floods those that it does not know, and no host takes them.
 */
export type IpOffset = (frame: DataView) => number | undefined;

const etherTypeIpv4 = 0x0800;
const etherTypeIpv6 = 0x86dd;

/** After a header of fixed size that names an EtherType. A VLAN tag is another type: no IP. */
const behind =
  (typeAt: number, headerBytes: number, isOthers?: (frame: DataView) => boolean): IpOffset =>
  (frame) => {
    if (frame.byteLength < headerBytes || isOthers?.(frame) === true) return undefined;
    const etherType = frame.getUint16(typeAt);
    return etherType === etherTypeIpv4 || etherType === etherTypeIpv6 ? headerBytes : undefined;
  };

/** PACKET_OTHERHOST of packet(7). */
const toAnother = 3;

/** By the number in the header of the file (tcpdump.org/linktypes.html). */
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
