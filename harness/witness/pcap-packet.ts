/** What every decoded packet has. Addresses are text as ip-address(8) prints them. */
interface Datagram {
  /** Milliseconds since the Unix epoch, with the fraction that the capture has. */
  atMs: number;
  source: string;
  destination: string;
  /** IPv4 time to live or IPv6 hop limit, as it stood where the packet was captured. */
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
  /** Bytes by the IP header's count, which a short capture length does not change. */
  payloadBytes: number;
  /** As much of it as was captured; absent where that is nothing. */
  payload?: Uint8Array;
}

export interface UdpPacket extends Datagram {
  kind: 'udp';
  sourcePort: number;
  destinationPort: number;
  payloadBytes: number;
  /** As much of it as was captured; absent where that is nothing. */
  payload?: Uint8Array;
}

/** The packet that an ICMP error quotes. Ports are absent where it quotes too little. */
export interface Quoted {
  kind: 'tcp' | 'udp' | 'other';
  source: string;
  destination: string;
  sourcePort?: number;
  destinationPort?: number;
  /** Of TCP. */
  sequence?: number;
}

export interface IcmpPacket extends Datagram {
  kind: 'icmp' | 'icmpv6';
  type: number;
  code: number;
  /** Of an error only (RFC 792; RFC 4443, 2.1), and only when the capture holds it. */
  about?: Quoted;
}

/** Another protocol, or a header that was captured too short to be read. */
export interface OtherPacket extends Datagram {
  kind: 'other';
  /** The number in the IP header (IANA protocol numbers). */
  protocol: number;
}

export type Packet = TcpPacket | UdpPacket | IcmpPacket | OtherPacket;
