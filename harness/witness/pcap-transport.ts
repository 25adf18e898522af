import { readIp, type IpHeader } from './pcap-ip.ts';
import { tcpFlags, type Packet, type Quoted } from './pcap-packet.ts';

const protocols = { icmp: 1, tcp: 6, udp: 17, icmpv6: 58 } as const;

/** Decodes the payload of an IP header. A truncated transport header becomes `other`. */
export function readTransport(ip: IpHeader, atMs: number): Packet {
  const { source, destination, ttl, protocol, body } = ip;
  const base = { atMs, source, destination, ttl };
  if (protocol === protocols.tcp && body.byteLength >= 20) {
    const headerBytes = (body.getUint8(12) >> 4) * 4;
    const bits = body.getUint8(13);
    const capturedBytes = body.byteLength - headerBytes;
    return {
      kind: 'tcp',
      ...base,
      sourcePort: body.getUint16(0),
      destinationPort: body.getUint16(2),
      flags: tcpFlags.filter((_, index) => (bits & (1 << index)) !== 0),
      sequence: body.getUint32(4),
      acknowledgement: body.getUint32(8),
      payloadBytes: Math.max(0, ip.bodyBytes - headerBytes),
      ...(capturedBytes > 0
        ? { payload: new Uint8Array(body.buffer, body.byteOffset + headerBytes, capturedBytes) }
        : {}),
    };
  }
  if (protocol === protocols.udp && body.byteLength >= 8) {
    return {
      kind: 'udp',
      ...base,
      sourcePort: body.getUint16(0),
      destinationPort: body.getUint16(2),
      payloadBytes: Math.max(0, ip.bodyBytes - 8),
      ...(body.byteLength > 8
        ? { payload: new Uint8Array(body.buffer, body.byteOffset + 8, body.byteLength - 8) }
        : {}),
    };
  }
  if ((protocol === protocols.icmp || protocol === protocols.icmpv6) && body.byteLength >= 4) {
    const kind = protocol === protocols.icmp ? 'icmp' : 'icmpv6';
    const type = body.getUint8(0);
    const about = isError(kind, type) ? readQuoted(body) : undefined;
    return {
      kind,
      ...base,
      type,
      code: body.getUint8(1),
      ...(about === undefined ? {} : { about }),
    };
  }
  return { kind: 'other', ...base, protocol };
}

/**
 * Whether the message is an error, which quotes a packet: ICMP 3, 4, 5, 11, 12 (RFC 792, RFC 1812); ICMPv6 types
 * below 128.
 */
function isError(kind: 'icmp' | 'icmpv6', type: number): boolean {
  return kind === 'icmpv6' ? type < 128 : [3, 4, 5, 11, 12].includes(type);
}

/** Skips the ICMP header (8 bytes) and decodes the quoted packet, which may end after its ports. */
function readQuoted(icmp: DataView): Quoted | undefined {
  if (icmp.byteLength <= 8) return undefined;
  const ip = readIp(new DataView(icmp.buffer, icmp.byteOffset + 8, icmp.byteLength - 8));
  if (ip === undefined) return undefined;
  const { source, destination, protocol, body } = ip;
  const kind = protocol === protocols.tcp ? 'tcp' : protocol === protocols.udp ? 'udp' : 'other';
  if (kind === 'other' || body.byteLength < 4) return { kind, source, destination };
  const ports = { sourcePort: body.getUint16(0), destinationPort: body.getUint16(2) };
  const sequence =
    kind === 'tcp' && body.byteLength >= 8 ? { sequence: body.getUint32(4) } : undefined;
  return { kind, source, destination, ...ports, ...sequence };
}
