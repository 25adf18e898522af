/** Fields of every decoded packet. Addresses are text in the notation of ip-address(8). */
interface Datagram {
  /** Milliseconds since the Unix epoch, with the fraction of the capture. */
  atMs: number;
  source: string;
  destination: string;
  /** IPv4 time to live or IPv6 hop limit, at the point of capture. */
  ttl: number;
}

/** Control bits of a TCP header (RFC 9293, 3.1), without those of congestion control. */
export const tcpFlags = ['FIN', 'SYN', 'RST', 'PSH', 'ACK', 'URG'] as const;
export type TcpFlag = (typeof tcpFlags)[number];

export interface TcpPacket extends Datagram {
  kind: 'tcp';
  sourcePort: number;
  destinationPort: number;
  /** In the order of `tcpFlags`. */
  flags: TcpFlag[];
  sequence: number;
  acknowledgement: number;
  /** Payload length in bytes by the IP header, independent of the snapshot length. */
  payloadBytes: number;
  /** The captured part of the payload; absent if empty. */
  payload?: Uint8Array;
}

export interface UdpPacket extends Datagram {
  kind: 'udp';
  sourcePort: number;
  destinationPort: number;
  payloadBytes: number;
  /** The captured part of the payload; absent if empty. */
  payload?: Uint8Array;
}

/** The packet quoted by an ICMP error. Ports are absent if the quote is too short. */
export interface Quoted {
  kind: 'tcp' | 'udp' | 'other';
  source: string;
  destination: string;
  sourcePort?: number;
  destinationPort?: number;
  /** TCP only. */
  sequence?: number;
}

export interface IcmpPacket extends Datagram {
  kind: 'icmp' | 'icmpv6';
  type: number;
  code: number;
  /** Present for an error only (RFC 792; RFC 4443, 2.1), if captured. */
  about?: Quoted;
}

/** Another protocol, or a truncated header. */
export interface OtherPacket extends Datagram {
  kind: 'other';
  /** Protocol number in the IP header (IANA protocol numbers). */
  protocol: number;
}

export type Packet = TcpPacket | UdpPacket | IcmpPacket | OtherPacket;
