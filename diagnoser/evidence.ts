import type { Request, ServerReport, Vantage } from '../vocabulary/index.ts';

// One document, its parts first: probes gather it, recordings keep it, conclusions are drawn from it.

export type Scheme = 'ws' | 'wss' | 'http' | 'https' | 'tcp';

export interface Target {
  url: string;
  scheme: Scheme;
  /** A name or a literal address, without brackets. */
  host: string;
  port: number;
  /** Path and query, as in a request line. */
  path: string;
}

/** One connection attempt. Times are in milliseconds. */
export interface Attempt {
  address: string;
  port: number;
  /** `connected`, `silence` (given up after `afterMs`), or the errno. */
  code: string;
  message: string;
  /** This machine itself refused: no packet came from the network. */
  local: boolean;
  afterMs: number;
  /**
   * Counters of /proc/net/snmp, netstat and snmp6 that rose meanwhile, whatever the traffic, and by how much;
   * absent if these files cannot be read.
   */
  counters?: Record<string, number>;
  /**
   * Packets that all interfaces but loopback received meanwhile, from any sender; absent if /proc/net/dev cannot be
   * read.
   */
  arrived?: number;
  /** Packets that TCP created meanwhile and that left by no interface; absent if there were none. */
  heldBack?: number;
}

/** Answer of a server on an established connection. */
export interface Handshake {
  /**
   * What was sent: a WebSocket upgrade (RFC 6455, 4.1), a GET, a TLS handshake, CONNECT to a proxy, or nothing that
   * demands an answer.
   */
  asked: 'websocket' | 'http' | 'tls' | 'tunnel' | 'nothing';
  port: number;
  answer: 'http' | 'other-bytes' | 'silence' | 'closed' | 'failed';
  afterMs: number;
  status?: number;
  reason?: string;
  /** Names in lower case; of a repeated header, the last value. */
  headers?: Record<string, string>;
  /** Start of the content after the headers, or of all bytes if the answer is not HTTP. */
  firstBytes?: string;
  /** The server rejects the request, and its page demands a client certificate. */
  wantsCertificate?: boolean;
  /** Whether Sec-WebSocket-Accept fits the key of the request. */
  accepted?: boolean;
  /** Errno or TLS error code; with `failed`. */
  code?: string;
  /** Number of the TLS alert that the server sent (RFC 8446, 6); with `failed`. */
  alert?: number;
  /** What TCP lost during the wait; with `silence`, absent if that cannot be read. */
  losses?: Losses;
  /**
   * Bytes that the other end had not acknowledged when the wait was over; with `silence`, absent if there were none or
   * that cannot be read.
   */
  unacknowledged?: number;
  /** The port answers an HTTP request on another connection; asked where a greeting did not come. */
  answersHttp?: true;
  /** The server ended the connection by itself after other bytes or an upgrade. */
  ended?: true;
  /** Close code and reason of the server; with `ended` (RFC 6455, 7.4 and 5.5.1). */
  closeCode?: number;
  closeReason?: string;
}

/** Data segments, counted over all connections of this machine. */
export interface Losses {
  /** Retransmitted by this machine. */
  repeated: number;
  /** Received behind a gap. */
  behindGap: number;
}

/** Answer of a port to a ClientHello (RFC 8446, 4.1.2) that offers everything. */
export interface Hello {
  port: number;
  /** Server name in the ClientHello (RFC 6066, 3); absent if it had none. */
  serverName?: string;
  answer: 'hello' | 'alert' | 'other-bytes' | 'closed' | 'reset' | 'silence';
  afterMs: number;
  /** Version that the server chose, as Node names it; with `hello`. */
  version?: string;
  /** Whether it requests a client certificate; with `hello`, absent if that is encrypted. */
  asksCertificate?: boolean;
  /** Number of the alert (RFC 8446, 6); with `alert`. */
  alert?: number;
  /** Start of an answer that is not TLS. */
  firstBytes?: string;
}

/** Variation of a further request, on a connection of its own. */
export type Otherwise =
  | 'path'
  | 'origin'
  | 'subprotocol'
  | 'host'
  | 'proxy-header'
  /** Sends nothing, and reads what comes. */
  | 'silence'
  | 'http2'
  /** SSLRequest of a PostgreSQL client (its protocol). */
  | 'postgresql'
  /** Requests only the header (RFC 9110, 9.3.2). */
  | 'head'
  /** PING of a Redis client (RESP, inline commands). */
  | 'redis'
  /** CONNECT of an MQTT client (MQTT 3.1.1, 3.1). */
  | 'mqtt';

export interface Retry {
  otherwise: Otherwise;
  /** Value of the variation, such as the path or the name; absent if it has none. */
  as?: string;
  handshake: Handshake;
}

/** Validity of a certificate by the clock of this machine, and its issuer. */
export interface Validity {
  issuer: string;
  /** Negative if it has begun. */
  startsInMinutes: number;
  /** Negative if it is over. */
  endsInMinutes: number;
}

/** Certificate that a TLS server sent, whether or not this machine accepts it. */
export interface Certificate extends Validity {
  port: number;
  /** Server name that was requested (RFC 6066, 3); absent if the url has an address. */
  serverName?: string;
  /** As Node names it, for example `TLSv1.3`. */
  protocol: string;
  /** Names and addresses of the certificate (RFC 5280, 4.2.1.6). */
  validFor: string[];
  /** Whether it is valid for the host of the url (RFC 9525, 6). */
  fits: boolean;
  /** Whether its chain ends at an authority that this machine trusts, whatever the dates. */
  isTrusted: boolean;
  /** Validity of its issuers, as far as the server sent them or this machine has them. */
  above: Validity[];
  /** Whether the chain is complete: the last issuer, or the certificate if there is none, is self-signed. */
  isWhole?: boolean;
  /**
   * Server clock minus clock of this machine in minutes, by the Date of its answer (RFC 9110, 6.6.1). Requested if
   * the dates do not fit.
   */
  serverAheadMinutes?: number;
  /** Time of reading by the clock of this machine, in ms since 1970. */
  takenAtMs: number;
}

/** Outcome of reading the content of a response to its end. */
export interface Content {
  /** Length that the header states, in bytes; absent if it states none (RFC 9112, 6.3). */
  promised?: number;
  received: number;
  end: 'whole' | 'closed' | 'reset' | 'silence';
  afterMs: number;
  /** With `silence`: no byte came for at least half of the time, and the content is not an event stream. */
  isStuck?: boolean;
}

/** Simultaneous connections with the same request, by outcome. */
export interface Tries {
  answered: number;
  /** Connections that were established, and not answered. */
  silent: number;
  /** Time of the last answer, in ms. */
  afterMs: number;
}

/** How long a server keeps an idle HTTP connection (RFC 9112, 9.3) or WebSocket. */
export interface Kept {
  /** Timeout that the server states (Keep-Alive: timeout), in seconds. */
  timeoutSeconds?: number;
  /** Idle time after which the server closed the connection, in ms. */
  closedAfterMs?: number;
  /** Time of the observation in ms. */
  watchedMs: number;
  /** Pings received on a WebSocket, each of which was answered (RFC 6455, 5.5.2); absent for HTTP. */
  pings?: number;
  /** Time after which the server closed another WebSocket, on which no ping was answered, in ms. */
  unansweredAfterMs?: number;
}

/** Proxy that a client is set to use, and the outcome of connecting through it. */
export interface ProxyWay {
  /**
   * Environment variable that names the proxy, in its actual case. Absent if only the plain client's error reveals
   * the proxy.
   */
  variable?: string;
  /** URL of the proxy, without user and password. */
  url: string;
  host: string;
  port: number;
  /** NO_PROXY has the target: programs that read the settings connect directly. */
  excepted: boolean;
  /** Variables with such entries, and whether these entries match only the target. */
  exceptedBy?: { variable: 'no_proxy' | 'NO_PROXY'; alone: boolean }[];
  attempt?: Attempt;
  /** Answer of the proxy to CONNECT (RFC 9110, 9.3.6), or to a GET of the whole url. */
  handshake?: Handshake;
  /** Answer of the proxy to a GET of its own page, if it was silent to the first request. */
  own?: Handshake;
  /** It answers a SOCKS 5 greeting (RFC 1928, 3); tested if it did not answer in HTTP. */
  speaksSocks?: true;
  /** Answer of a proxy that the setting names as one of SOCKS 5. */
  socks?: SocksAnswer;
  /** Answer of the server through the tunnel, or the failure of TLS in it. */
  through?: Handshake;
  /** Certificate that was sent in the tunnel. */
  certificate?: Certificate;
}

/** Answer of a SOCKS 5 proxy to a request to connect to the target (RFC 1928). */
export interface SocksAnswer {
  /** Method of authentication that it chose; 255: none of those offered. */
  method?: number;
  /** Its status for user and password (RFC 1929); 0 is success. Present if it is another. */
  login?: number;
  /** Its reply (RFC 1928, 6); 0: the connection is open. */
  reply?: number;
  /** How it ended before that: `silence`, `closed` or the errno. */
  ended?: string;
  afterMs: number;
}

/** Answer of the machine to a probe of another port. */
export interface SignOfLife {
  means: 'udp' | 'tcp';
  port: number;
  /** `connected`, `silence`, or the errno: ECONNREFUSED is an answer. */
  code: string;
  afterMs: number;
}

/**
 * Entry of the neighbour table (arp(7)): whether the target, or the gateway towards it, has answered on the local
 * network.
 */
export interface Neighbour {
  address: string;
  /** The entry is of the target, which is then on this network. */
  isTarget: boolean;
  /** `complete`, `incomplete` and `permanent` from /proc/net/arp, otherwise the state of ip-neighbour(8). */
  state: string;
  /** Interface; with a permanent entry. */
  device?: string;
}

/** Route of this machine to the target, from its routing table (ip-route(8)). */
export interface Route {
  /** `on-link`: on a network of this machine; `route`: by a specific route; `default`; `none`: no route. */
  kind: 'on-link' | 'route' | 'default' | 'none';
  gateway?: string;
  /** Interfaces other than loopback that are switched off, or have no carrier; absent if there are none. */
  idle?: { name: string; why: 'down' | 'no-carrier' }[];
}

/** Answer of one resolver that was queried directly. */
export interface NameAnswer {
  server: string;
  addresses: string[];
  /** c-ares code if there is no address: ENOTFOUND is NXDOMAIN, ENODATA an empty answer. */
  code?: string;
  /** UDP queries got no answer, and a SYN to the TCP port got a reset. */
  over?: 'tcp';
  /** It answered a question without the wish for recursion, and not the one with it. */
  lives?: true;
  /** Least TTL of the records, in seconds. */
  ttlSeconds?: number;
  afterMs: number;
}

/** Answers for the name of the url, beside the system's own lookup. */
export interface Names {
  /** Addresses in hosts(5). */
  hostsFile: string[];
  /** Answers of the servers in resolv.conf(5). */
  answers: NameAnswer[];
}

/** Use of the local ports towards the target (tcp(7), ip(7)). */
export interface LocalPorts {
  first: number;
  last: number;
  /** Distinct local ports of the range with a socket to the target, by state of /proc/net/tcp. */
  held: Record<string, number>;
  timeWaitReuse?: string;
  /** Disabled on every interface but loopback; for a target with an IPv6 address. */
  ipv6Disabled?: boolean;
}

/** All observations, as plain data: they can be recorded, and judged again. */
export interface Evidence {
  version: 1;
  vantage: Vantage;
  target: Target;
  intendedAddress?: string;
  symptom: Request['symptom'];
  lookup?: { addresses: string[]; code?: string; afterMs: number };
  /** Absent if no proxy seems to be set for the url. */
  proxy?: ProxyWay;
  names?: Names;
  /** Search list of the system (resolv.conf(5)); present if its lookup of a name without a dot failed. */
  searchList?: string[];
  attempts: Attempt[];
  /**
   * If the url leads to loopback, which is another machine for each client: whether this machine is the intended
   * server, by address or report. Absent if that is not known.
   */
  isServerHere?: boolean;
  /** Addresses of this machine, without loopback; present if rules of the report name sources. */
  sources?: string[];
  /** Whether the address is one of this machine; determined if this machine sent a reset. */
  ownAddress?: boolean;
  handshakes: Handshake[];
  /** The answer redirects to a host at this machine's gateway towards the server. */
  ledToGateway?: { host: string; gateway: string };
  /** Present if the plain client lost a response that had begun. */
  content?: Content;
  /** Present if some are answered, and the plain client or the first attempt here was not. */
  tries?: Tries;
  /** Present if the plain client lost a connection that it reused, or that was idle. */
  kept?: Kept;
  /** Varied requests, if the first answer left the cause open. */
  retries?: Retry[];
  certificate?: Certificate;
  /** Present if TLS failed, or if a port answered a plaintext request like a TLS port. */
  hellos?: Hello[];
  /** Answer of a TLS port to a plaintext request. */
  plain?: Handshake;
  /** Answers of the address on the default web ports. */
  web?: Handshake[];
  signs: SignOfLife[];
  neighbours: Neighbour[];
  route?: Route;
  /**
   * Name of the intended server: from the user, or from the hosts file for its address if the url leads elsewhere.
   */
  intendedName?: string;
  /** Addresses of that name, if it is not the url's and no address is known. */
  intendedLookup?: string[];
  ports?: LocalPorts;
  /** Ports of the report on which the service of the url was requested. */
  services?: { asked: number[]; handshakes: Handshake[] };
  server?: ServerReport;
}
