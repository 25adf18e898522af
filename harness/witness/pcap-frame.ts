/** Where the IP header of a frame begins, or undefined where the frame carries no IP. */
export type IpOffset = (frame: DataView) => number | undefined;

const etherTypeIpv4 = 0x0800;
const etherTypeIpv6 = 0x86dd;

/** After a header of fixed size that names an EtherType. A VLAN tag is another type: no IP. */
const behind =
  (typeAt: number, headerBytes: number): IpOffset =>
  (frame) => {
    if (frame.byteLength < headerBytes) return undefined;
    const etherType = frame.getUint16(typeAt);
    return etherType === etherTypeIpv4 || etherType === etherTypeIpv6 ? headerBytes : undefined;
  };

/** By the number in the header of the file (tcpdump.org/linktypes.html). */
export const linkTypes: ReadonlyMap<number, { name: string; ipOffset: IpOffset }> = new Map([
  [1, { name: 'EN10MB', ipOffset: behind(12, 14) }],
  [101, { name: 'RAW', ipOffset: () => 0 }],
  [113, { name: 'LINUX_SLL', ipOffset: behind(14, 16) }],
  [276, { name: 'LINUX_SLL2', ipOffset: behind(0, 20) }],
]);
