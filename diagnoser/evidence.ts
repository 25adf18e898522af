import type { Request, ServerReport, Vantage } from '../vocabulary/index.ts';

// One document, from its parts to the whole at the end: what probes gather, recordings keep and conclusions read.

export type Scheme = 'ws' | 'wss' | 'http' | 'https' | 'tcp';

export interface Target {
  url: string;
  scheme: Scheme;
  /** A name or a literal address, without brackets. */
  host: string;
  port: number;
  /** Path and query, as they go into a request line. */
  path: string;
}

/** One connection that was tried. Times are milliseconds. */
export interface Attempt {
  address: string;
  port: number;
  /** `connected`, `silence` (given up after `afterMs`), or the errno. */
  code: string;
  message: string;
  /** This machine refused by itself: nothing came from the network. */
  local: boolean;
  afterMs: number;
  /**
   * What rose in /proc/net/snmp, netstat and snmp6 meanwhile, whoever made it rise; absent where
   * these cannot be read.
   */
  counters?: Record<string, number>;
  /**
   * How many packets the interfaces of this machine but loopback received meanwhile, whoever sent them;
   * absent where /proc/net/dev cannot be read.
   */
  arrived?: number;
  /** Packets that TCP made meanwhile and that left by no interface; absent where there were none. */
  heldBack?: number;
}

/** What a server said on a connection that stood. */
export interface Handshake {
  /**
   * What was asked: an upgrade to WebSocket (RFC 6455, 4.1), a GET, CONNECT of a proxy, or nothing that is waited
   * for.
   */
  asked: 'websocket' | 'http' | 'tls' | 'tunnel' | 'nothing';
  port: number;
  answer: 'http' | 'other-bytes' | 'silence' | 'closed' | 'failed';
  afterMs: number;
  status?: number;
  reason?: string;
  /** Lower-case names; of a repeated header the last. */
  headers?: Record<string, string>;
  /** The start of what followed the headers, or of everything when it was not HTTP. */
  firstBytes?: string;
  /** It refuses the request, and its page says that it misses a certificate of the client. */
  wantsCertificate?: boolean;
  /** Sec-WebSocket-Accept is the one that answers our key. */
  accepted?: boolean;
  /** The errno or TLS code, with `failed`. */
  code?: string;
  /** The number of the TLS alert that the server sent (RFC 8446, 6), with `failed`. */
  alert?: number;
  /** What TCP lost while it was waited for, with `silence`; absent where that cannot be read. */
  losses?: Losses;
  /** After other bytes, or an upgrade, to which nothing more was said, the server ended the connection. */
  ended?: true;
  /** Why, as it says itself, with `ended` (RFC 6455, 7.4 and 5.5.1). */
  closeCode?: number;
  closeReason?: string;
}

/** Segments with data, of whatever connection of this machine. */
export interface Losses {
  /** Sent again. */
  repeated: number;
  /** Came while one before them was missing. */
  behindGap: number;
}

/** What a port answered to the first message of TLS (RFC 8446, 4.1.2), which offers all that there is. */
export interface Hello {
  port: number;
  /** The name that it asked for (RFC 6066, 3); absent where it asked for none. */
  serverName?: string;
  answer: 'hello' | 'alert' | 'other-bytes' | 'closed' | 'reset' | 'silence';
  afterMs: number;
  /** Which version the server chose, as Node names it; with `hello`. */
  version?: string;
  /** It asks for a certificate of the client. Absent where that is encrypted; with `hello`. */
  asksCertificate?: boolean;
  /** The number of the alert (RFC 8446, 6), with `alert`. */
  alert?: number;
  /** The start of what is no TLS. */
  firstBytes?: string;
}

/** What is said otherwise when the server is asked once more, on a connection of its own. */
export type Otherwise =
  | 'path'
  | 'origin'
  | 'subprotocol'
  | 'host'
  | 'proxy-header'
  /** Nothing is said, and what comes by itself is read. */
  | 'silence'
  | 'http2'
  /** What a client of PostgreSQL says first (its protocol, SSLRequest). */
  | 'postgresql'
  /** The header of the answer alone is asked for (RFC 9110, 9.3.2). */
  | 'head'
  /** PING, as a client of Redis may begin (RESP, inline commands). */
  | 'redis';

export interface Retry {
  otherwise: Otherwise;
  /** What was said: the path, the name; absent where there is nothing to choose. */
  as?: string;
  handshake: Handshake;
}

/** When a certificate is valid, by the clock of this machine, and who signed it. */
export interface Validity {
  issuer: string;
  /** Negative: since. */
  startsInMinutes: number;
  /** Negative: ago. */
  endsInMinutes: number;
}

/** The certificate that a server of TLS showed, whether or not this machine accepts it. */
export interface Certificate extends Validity {
  port: number;
  /** The name that the server was asked for (RFC 6066, 3); absent where the url has an address. */
  serverName?: string;
  /** As Node names it: `TLSv1.3`. */
  protocol: string;
  /** The names and addresses that it is for (RFC 5280, 4.2.1.6). */
  validFor: string[];
  /** It is for the name or the address of the url (RFC 9525, 6). */
  fits: boolean;
  /** It leads to an authority that this machine trusts, whatever the dates. */
  isTrusted: boolean;
  /** Those of its authorities, as far as the server sent them or this machine has them. */
  above: Validity[];
  /** The last of these, or itself where there are none, signed itself: no other is above it. */
  isWhole?: boolean;
  /**
   * How far the clock of the server is ahead of that of this machine, by the Date of its answer (RFC 9110,
   * 6.6.1), in minutes; negative: behind. Asked for where the dates do not fit.
   */
  serverAheadMinutes?: number;
  /** The clock of this machine, when it was read. */
  takenAtMs: number;
}

/** What came of the content of a response that was read to its end. */
export interface Content {
  /** How many bytes its header promises; absent where it does not say (RFC 9112, 6.3). */
  promised?: number;
  received: number;
  end: 'whole' | 'closed' | 'reset' | 'silence';
  afterMs: number;
  /** With `silence`: nothing more had come for at least half of the time, and the content is no stream of events. */
  isStuck?: boolean;
}

/** How many connections were answered of those that asked the same at once. */
export interface Tries {
  answered: number;
  /** These stood, and got no answer. */
  silent: number;
  /** After how long the last answer came that came at all. */
  afterMs: number;
}

/** How a server keeps a connection on which it has answered (RFC 9112, 9.3), or a WebSocket. */
export interface Kept {
  /** For how long it says that it does (Keep-Alive: timeout), in seconds. */
  timeoutSeconds?: number;
  /** After how long without a request it ended the connection, in ms. */
  closedAfterMs?: number;
  /** How long that was waited for. */
  watchedMs: number;
  /** How many pings came on a WebSocket, each of which was answered (RFC 6455, 5.5.2); absent for HTTP. */
  pings?: number;
  /** After how long the server ended another WebSocket, on which no ping was answered, in ms. */
  unansweredAfterMs?: number;
}

/** The way that the proxy settings of a client lead, and what was met on it. */
export interface ProxyWay {
  /**
   * The variable of the environment that names the proxy, in the letters in which it is set. Absent
   * where only the error of the plain client shows that it was led elsewhere.
   */
  variable?: string;
  /** Where it leads, without user and password. */
  url: string;
  host: string;
  port: number;
  /** NO_PROXY excepts the target: programs that read the settings go past the proxy. */
  excepted: boolean;
  /** The variables by which it does so, and whether their entries that do are for the target alone. */
  exceptedBy?: { variable: 'no_proxy' | 'NO_PROXY'; alone: boolean }[];
  attempt?: Attempt;
  /** What the proxy answered to CONNECT (RFC 9110, 9.3.6), or to a GET of the whole url. */
  handshake?: Handshake;
  /** What the proxy answered to a GET of its own, where it said nothing to what it was asked for. */
  own?: Handshake;
  /** Asked as SOCKS 5 is (RFC 1928, 3), it answers; looked at where it answers an HTTP request with none. */
  speaksSocks?: true;
  /** What the server said through the tunnel, or that TLS did not come about in it. */
  through?: Handshake;
  /** The certificate that was shown in the tunnel. */
  certificate?: Certificate;
}

/** Whether the machine answers anything else than the port in question. */
export interface SignOfLife {
  means: 'udp' | 'tcp';
  port: number;
  /** `connected`, `silence`, or the errno: ECONNREFUSED is an answer. */
  code: string;
  afterMs: number;
}

/** arp(7): whether the target, or the gateway towards it, has answered on the local network. */
export interface Neighbour {
  address: string;
  /** The entry is the target's own: it is on this network. */
  isTarget: boolean;
  /** `complete`, `incomplete` and `permanent` from /proc/net/arp, otherwise the state of ip-neighbour(8). */
  state: string;
  /** The interface of a permanent entry. */
  device?: string;
}

/** The way that this machine sends a packet, from its own routing table (ip-route(8)). */
export interface Route {
  /** On a network of its own, by a route to some network, by the default route, or no way at all. */
  kind: 'on-link' | 'route' | 'default' | 'none';
  gateway?: string;
}

/** What one resolver answered for the name, asked over the wire. */
export interface NameAnswer {
  server: string;
  addresses: string[];
  /** As c-ares names it, where there is no address: ENOTFOUND is NXDOMAIN, ENODATA an empty answer. */
  code?: string;
  /** Questions got no answer, and a SYN to its port got a reset. */
  over?: 'tcp';
  /** How long the answer may be kept; the least of its records. */
  ttlSeconds?: number;
  afterMs: number;
}

/** The name of the url beside what the system's own lookup made of it. */
export interface Names {
  /** What hosts(5) has for it. */
  hostsFile: string[];
  /** Of each server in resolv.conf(5). */
  answers: NameAnswer[];
}

/** How the local ports towards the target are used, tcp(7) and ip(7). */
export interface LocalPorts {
  first: number;
  last: number;
  /** Distinct local ports of the range with a socket to the target, by state of /proc/net/tcp. */
  held: Record<string, number>;
  timeWaitReuse?: string;
  /** On every interface but loopback; of a target with an IPv6 address. */
  ipv6Disabled?: boolean;
}

/** Everything that was observed; data only, so that it can be recorded and concluded from again. */
export interface Evidence {
  version: 1;
  vantage: Vantage;
  target: Target;
  intendedAddress?: string;
  symptom: Request['symptom'];
  lookup?: { addresses: string[]; code?: string; afterMs: number };
  /** Absent where nothing shows that a proxy is set for the url. */
  proxy?: ProxyWay;
  names?: Names;
  /** The domains with which the system completes a name (resolv.conf(5)); of one without a dot that it did not find. */
  searchList?: string[];
  attempts: Attempt[];
  /**
   * Where the url leads to loopback, which is another machine for each: whether the server that is meant, by its
   * address or its report, is this machine. Absent where that is not known.
   */
  isServerHere?: boolean;
  /** The address is one of this machine; looked at where the machine itself sent a reset. */
  ownAddress?: boolean;
  handshakes: Handshake[];
  /** The answer sends the client to another host, which is at the gateway of this machine towards the server. */
  ledToGateway?: { host: string; gateway: string };
  /** Where the plain client lost a response that had begun. */
  content?: Content;
  /** Where some of them are answered, and the plain client or the first attempt here was not. */
  tries?: Tries;
  /** Where the plain client lost a connection on which it asked again, or that ended while it was idle. */
  kept?: Kept;
  /** Where the first answer left it open: whether the server answers who asks otherwise. */
  retries?: Retry[];
  certificate?: Certificate;
  /** Asked where TLS failed, and where a port that was asked without it answered as one of TLS does. */
  hellos?: Hello[];
  /** What the port of a url with TLS answered to its question without. */
  plain?: Handshake;
  /** What the machine at the address said on the ports of the web. */
  web?: Handshake[];
  signs: SignOfLife[];
  neighbours: Neighbour[];
  route?: Route;
  /**
   * The name of the server that is meant: as the user knows it, or as the hosts file calls its address,
   * where the url leads elsewhere.
   */
  intendedName?: string;
  /** Where that name leads, where it is not that of the url and no address is known. */
  intendedLookup?: string[];
  ports?: LocalPorts;
  /** Ports of the report that were asked for the service of the url. */
  services?: { asked: number[]; handshakes: Handshake[] };
  server?: ServerReport;
}
