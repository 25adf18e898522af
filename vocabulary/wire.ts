/**
 * How a connection opens, seen at one end: words read left to right in the order in which the packets
 * appear; `nothing` closes a sequence that no packet answers. `+` joins attempts of one client at several addresses.
 */
export const openings = [
  'SYN > SYN-ACK',
  'SYN > RST',
  'SYN > nothing',
  'SYN > ICMP 3/0',
  'SYN > ICMP 3/3',
  'SYN > ICMP 3/10',
  'SYN > ICMP 3/13',
  'SYN > ICMPv6 1/0',
  'SYN > ICMPv6 1/1',
  'SYN > ICMPv6 1/4',
  'nothing sent',
  'SYN > nothing + SYN > SYN-ACK',
] as const;

/**
 * What follows on a connection that stands, behind `SYN > SYN-ACK`. A word that repeats itself is told
 * once. What the client does to end the connection is not told, and nothing after it.
 *
 * - `ClientHello`, `ServerHello`, `Certificate`: messages of a TLS handshake, as far as they are in clear
 *   (RFC 8446, 4; RFC 5246, 7.4). TLS 1.3 encrypts all that follows ServerHello: it is `data` here, the
 *   certificate and alerts among it;
 * - `Alert`: a TLS record of that type, of either side (RFC 8446, 6);
 * - `data`: any other bytes of either side: in clear, or TLS records of the type application_data;
 * - `FIN`, `RST`: the server ends the connection, or does not know it (RFC 9293, 3.6, 3.5.2);
 * - `nothing`: what the client sent last was sent again, and no acknowledgement came (RFC 9293, 3.8).
 */
export const standingWords = [
  'ClientHello',
  'ServerHello',
  'Certificate',
  'Alert',
  'data',
  'FIN',
  'RST',
  'nothing',
] as const;

type StandingWord = (typeof standingWords)[number];

/** What the packets do at one end. Of the words behind the third the compiler sees the first. */
export type Wire =
  | (typeof openings)[number]
  | `SYN > SYN-ACK > ${StandingWord}`
  | `SYN > SYN-ACK > ${StandingWord} > ${string}`;
