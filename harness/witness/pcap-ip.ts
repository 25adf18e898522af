import { ipv4Text, ipv6Text } from './pcap-address.ts';

/** A decoded IP header and its payload. */
export interface IpHeader {
  version: 4 | 6;
  source: string;
  destination: string;
  ttl: number;
  /** Transport protocol, after any IPv6 extension headers. */
  protocol: number;
  /** Captured part of the transport; shorter than `bodyBytes` if truncated. */
  body: DataView;
  /** Length of the transport in bytes, by the IP header. */
  bodyBytes: number;
}

/** Decodes an IP header (RFC 791, RFC 8200). Undefined for anything else, truncated headers and later fragments. */
export function readIp(bytes: DataView): IpHeader | undefined {
  if (bytes.byteLength === 0) return undefined;
  const version = bytes.getUint8(0) >> 4;
  if (version === 4) return readIpv4(bytes);
  return version === 6 ? readIpv6(bytes) : undefined;
}

function readIpv4(bytes: DataView): IpHeader | undefined {
  if (bytes.byteLength < 20) return undefined;
  const headerBytes = (bytes.getUint8(0) & 0x0f) * 4;
  if (headerBytes < 20 || bytes.byteLength < headerBytes) return undefined;
  if ((bytes.getUint16(6) & 0x1fff) !== 0) return undefined;
  return {
    version: 4,
    source: ipv4Text(bytes, 12),
    destination: ipv4Text(bytes, 16),
    ttl: bytes.getUint8(8),
    protocol: bytes.getUint8(9),
    ...body(bytes, headerBytes, bytes.getUint16(2)),
  };
}

function readIpv6(bytes: DataView): IpHeader | undefined {
  if (bytes.byteLength < 40) return undefined;
  const transport = behindExtensions(bytes);
  if (transport === undefined) return undefined;
  return {
    version: 6,
    source: ipv6Text(bytes, 8),
    destination: ipv6Text(bytes, 24),
    ttl: bytes.getUint8(7),
    protocol: transport.protocol,
    ...body(bytes, transport.offset, 40 + bytes.getUint16(4)),
  };
}

/** The transport: length by the IP header (`totalBytes`), and captured bytes without padding. */
function body(bytes: DataView, offset: number, totalBytes: number) {
  const bodyBytes = Math.max(0, totalBytes - offset);
  const captured = Math.min(bodyBytes, bytes.byteLength - offset);
  return { body: new DataView(bytes.buffer, bytes.byteOffset + offset, captured), bodyBytes };
}

const fragmentHeader = 44;
/** Hop-by-hop options, routing, destination options (RFC 8200, 4). */
const extensions: ReadonlySet<number> = new Set([0, 43, 60, fragmentHeader]);

function behindExtensions(bytes: DataView): { protocol: number; offset: number } | undefined {
  let protocol = bytes.getUint8(6);
  let offset = 40;
  while (extensions.has(protocol)) {
    if (bytes.byteLength < offset + 8) return undefined;
    const isFragment = protocol === fragmentHeader;
    if (isFragment && bytes.getUint16(offset + 2) >> 3 !== 0) return undefined;
    protocol = bytes.getUint8(offset);
    offset += isFragment ? 8 : (bytes.getUint8(offset + 1) + 1) * 8;
  }
  return offset > bytes.byteLength ? undefined : { protocol, offset };
}
