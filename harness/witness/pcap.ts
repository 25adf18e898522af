import { EngineError } from '../errors.ts';
import { linkTypes, type IpOffset } from './pcap-frame.ts';
import { readIp } from './pcap-ip.ts';
import type { Packet } from './pcap-packet.ts';
import { readTransport } from './pcap-transport.ts';

export type { IcmpPacket, Packet, TcpPacket } from './pcap-packet.ts';

export const fileHeaderBytes = 24;
export const recordHeaderBytes = 16;
/** libpcap's MAXIMUM_SNAPLEN: a longer record is invalid. */
const largestRecordBytes = 262_144;

interface Header {
  littleEndian: boolean;
  fractionsPerMs: number;
  ipOffset: IpOffset;
}

/**
 * Reads the classic pcap format (pcap-savefile(5)): `tcpdump -w`, either byte order, micro- or nanoseconds, link
 * types EN10MB, LINUX_SLL, LINUX_SLL2 and RAW.
 *
 * Only IP packets are returned; ARP, VLAN-tagged frames, later fragments and truncated frames are left out. A file
 * that ends inside a record, as that of a running capture may, yields the records before. A file without a complete
 * header is an error, not an empty capture: nobody listened, so it must not be evidence that nothing was sent.
 *
 * @throws EngineError `ENGINE_CAPTURE_UNREADABLE`, and nothing else.
 */
export function readPcap(file: Uint8Array): Packet[] {
  const bytes = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const header = readHeader(bytes);
  const packets: Packet[] = [];
  let offset = fileHeaderBytes;
  for (let number = 1; offset + recordHeaderBytes <= bytes.byteLength; number += 1) {
    const capturedBytes = bytes.getUint32(offset + 8, header.littleEndian);
    if (capturedBytes > largestRecordBytes) {
      throw unreadable(`record ${number} at byte ${offset} claims ${capturedBytes} bytes`);
    }
    const frameAt = offset + recordHeaderBytes;
    offset = frameAt + capturedBytes;
    if (offset > bytes.byteLength) break;
    const frame = new DataView(bytes.buffer, bytes.byteOffset + frameAt, capturedBytes);
    const packet = readFrame(frame, header, timeOf(bytes, frameAt - recordHeaderBytes, header));
    if (packet !== undefined) packets.push(packet);
  }
  return packets;
}

function readHeader(bytes: DataView): Header {
  if (bytes.byteLength < fileHeaderBytes) {
    throw unreadable(`it has ${bytes.byteLength} bytes, and its header alone takes 24`);
  }
  const order = [true, false].flatMap((littleEndian) => {
    const magic = bytes.getUint32(0, littleEndian);
    if (magic === 0xa1b2c3d4) return [{ littleEndian, fractionsPerMs: 1e3 }];
    return magic === 0xa1b23c4d ? [{ littleEndian, fractionsPerMs: 1e6 }] : [];
  })[0];
  if (order === undefined) {
    const magic = bytes.getUint32(0).toString(16).padStart(8, '0');
    throw unreadable(`it begins with ${magic}, which is not the classic pcap format`);
  }
  // The upper bits hold the length of a frame check sequence (pcap-savefile(5)).
  const linkType = bytes.getUint32(20, order.littleEndian) & 0xffff;
  const link = linkTypes.get(linkType);
  if (link === undefined) {
    const known = [...linkTypes].map(([number, { name }]) => `${number} ${name}`).join(', ');
    throw unreadable(`its link type is ${linkType}; known are ${known}`);
  }
  return { ...order, ipOffset: link.ipOffset };
}

function timeOf(bytes: DataView, recordAt: number, header: Header): number {
  const seconds = bytes.getUint32(recordAt, header.littleEndian);
  const fraction = bytes.getUint32(recordAt + 4, header.littleEndian);
  return seconds * 1000 + fraction / header.fractionsPerMs;
}

function readFrame(frame: DataView, header: Header, atMs: number): Packet | undefined {
  const ipAt = header.ipOffset(frame);
  if (ipAt === undefined) return undefined;
  const ip = readIp(new DataView(frame.buffer, frame.byteOffset + ipAt, frame.byteLength - ipAt));
  return ip === undefined ? undefined : readTransport(ip, atMs);
}

function unreadable(what: string): EngineError {
  return new EngineError({
    code: 'ENGINE_CAPTURE_UNREADABLE',
    what: `A capture cannot be read: ${what}.`,
    next: 'check that tcpdump ran in that host, with -w',
  });
}
