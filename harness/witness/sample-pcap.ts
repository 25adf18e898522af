/** For tests: a big-endian pcap file with one record per second. */
export function fileOf(
  linkType: number,
  frames: readonly Uint8Array[],
  magic = 0xa1b2c3d4,
): Uint8Array {
  const header = new DataView(new ArrayBuffer(24));
  header.setUint32(0, magic);
  header.setUint32(20, linkType);
  const records = frames.flatMap((frame, index) => {
    const record = new DataView(new ArrayBuffer(16));
    record.setUint32(0, index);
    record.setUint32(8, frame.length);
    return [new Uint8Array(record.buffer), frame];
  });
  return Buffer.concat([new Uint8Array(header.buffer), ...records]);
}

export const ethernet = (etherType: number, payload: readonly number[]): Uint8Array =>
  Uint8Array.from([...Array(12).fill(0), etherType >> 8, etherType & 255, ...payload]);

/** IPv4 header (20 bytes) of UDP from 10.0.0.1 to 10.0.0.2, with the given fragment field and body. */
export const ipv4Udp = (fragment: number, body: readonly number[]): number[] =>
  [0x45, 0, 0, 20 + body.length, 0, 0, fragment >> 8, fragment & 255, 64, 17, 0, 0,
   10, 0, 0, 1, 10, 0, 0, 2, ...body]; // prettier-ignore
/** From port 53 to port 8080, one byte of payload. */
export const udp = [0x00, 0x35, 0x1f, 0x90, 0, 9, 0, 0, 42];

/** An IPv4 packet of any protocol from 10.0.0.1 to 10.0.0.2. */
export const ipv4 = (protocol: number, body: readonly number[]): number[] =>
  ipv4Udp(0, body).with(9, protocol);

/** An IPv6 packet from fd00::1 to fd00::2 whose first header behind the fixed one is `next`. */
export const ipv6 = (next: number, body: readonly number[]): number[] => [
  ...[0x60, 0, 0, 0, 0, body.length, next, 64],
  ...[0xfd, ...Array<number>(14).fill(0), 1],
  ...[0xfd, ...Array<number>(14).fill(0), 2],
  ...body,
];
