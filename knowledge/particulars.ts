/** What a message says of this one connection. */
export interface Particulars {
  scheme?: string;
  host?: string;
  port?: string;
  status?: string;
  /** The address is this number, read as one (inet_aton(3)): a port stands where the host is meant. */
  portAsHost?: string;
}

const address = String.raw`\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:.]{2,45}\]`;
/** At most 63 characters a label, and 255 in all (RFC 1035, 2.3.4): what is not bounded takes too long. */
const label = String.raw`[a-z0-9-]{0,62}[a-z0-9]`;
const name = String.raw`localhost|(?!-)${label}(?:\.${label}){1,126}`;
const host = `(?<where>${address}|${name})`;
/** A name without a dot, where what stands before it says that it is one. */
const anyHost = `(?<where>${address}|${name}|(?!-)${label})`;
const port = String.raw`(?<which>\d{1,5})(?!\d)`;
/** `net.go:45` is a line of a source, not a port of a host. */
const isSource = String.raw`(?!\S{1,255}\.(?:[cm]?[jt]s|c|cc|cpp|go|h|java|php|py|rb|rs):\d)`;

const ipv6 = String.raw`(?<where>[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?:%\w{1,15})?)`;
const quoted = '["\'`‘]?';

/** From the surest place to the least sure. */
const places = [
  // An error that has an address of IPv6 without brackets: `connect ECONNREFUSED ::1:3000`, `('::1', 6379, 0, 0)`
  String.raw`\bE[A-Z]{4,20} ${ipv6}:${port}(?![\d:])`,
  String.raw`Connect call failed \('${ipv6}', ${port}`,
  String.raw`Connect call failed \('${host}', ${port}`,
  // nginx says whom it serves before it says where it connects to
  String.raw`\bupstream: "(?<scheme>https?|tcp)://${host}(?::${port})?`,
  String.raw`->${host}:${port}`,
  String.raw`(?<!More info: )\b(?<scheme>wss?|https?|tcp)://(?:[^\s/@]{1,200}@)?${host}(?::${port})?`,
  String.raw`ConnectionPool\(host='${anyHost}', port=${port}`,
  // Node, of an error with its options
  String.raw`\bhost: '${anyHost}',\s{1,20}port: ${port}`,
  // psql: `server at "db" (10.0.0.5), port 5432`, and older ones: `on host "db" (10.0.0.5) and accepting …`
  String.raw`\bserver at "${anyHost}" \([^)]{0,255}\), port ${port}`,
  String.raw`\bserver at "${anyHost}", port ${port}`,
  String.raw`\bon host "${anyHost}"(?: \([^)]{0,255}\))? and accepting\s{1,20}TCP/IP connections on port ${port}`,
  // mysql: `server on 'db:3306' (110)`, `server on 'db' (111)`
  String.raw`\b(?:MySQL |MariaDB )?server on ${quoted}${anyHost}:${port}`,
  String.raw`\b(?:MySQL |MariaDB )?server (?:on|host) '${anyHost}'`,
  // ssh: `connect to host db port 22`, `Connection closed by 10.0.0.7 port 22`
  String.raw`\b(?:connect to host|to server|to connect to) ${anyHost}(?: \([^)]{0,255}\))?,? port ${port}`,
  String.raw`\bto (?:server |host )?${host}(?: \([^)]{0,255}\))?,? port ${port}`,
  String.raw`\bConnection (?:closed|reset) by (?:remote host )?${host} port ${port}`,
  String.raw`\bConnection to ${host} port ${port}`,
  String.raw`\b(?:ENOTFOUND|EAI_AGAIN|host:|hostname|host name|host address|resolve|lookup|Exception:|getaddrinfo for(?: host)?|querySrv \w{5,10}) ${quoted}${host}(?!:\d)`,
  String.raw`\b(?:ENOTFOUND|EAI_AGAIN|resolve hostname|resolve host:|lookup|translate host name) ${quoted}${anyHost}(?!:\d)`,
  String.raw`\b(?:Redis at|connecting to|database server at) ${quoted}${anyHost}:${port}`,
  // Kafka and Java: `localhost/127.0.0.1:9092`
  String.raw`(?<![\w.:-])${host}/(?:${address}):${port}`,
  String.raw`(?<![\w.:/-])${isSource}${host}:${port}(?!:\d)`,
  String.raw`\bNSErrorFailingURL\w{0,20}Key=(?<scheme>wss?|https?)://${host}(?::${port})?`,
].map((source) => new RegExp(source, 'i'));

const statusPlace =
  /\b(?:response|code|status|error|HTTP(?:\/[\d.]+)?)(?: code)?:? ([1-5]\d\d)\b(?! connecting)/i;

/**
 * Reads from any text which host, port and status it speaks of. They hold nothing that a shell
 * takes for more than a word.
 */
export function particularsOf(text: string): Particulars {
  const place = places.map((pattern) => pattern.exec(text)).find((match) => match !== null);
  const { scheme, where, which } = place?.groups ?? {};
  const status = statusPlace.exec(text)?.[1];
  const portAsHost = where === undefined ? undefined : portOf(where);
  return {
    ...(scheme === undefined ? {} : { scheme: scheme.toLowerCase() }),
    ...(where === undefined ? {} : { host: where.replaceAll(/[[\]]/g, '') }),
    ...(which === undefined ? {} : { port: which }),
    ...(status === undefined ? {} : { status }),
    ...(portAsHost === undefined ? {} : { portAsHost }),
  };
}

/** `0.0.11.184` is 3000: a number alone is an address to inet_aton(3), and the network 0 has no hosts (RFC 1122). */
function portOf(host: string): string | undefined {
  const [, high, low] = /^0\.0\.(\d{1,3})\.(\d{1,3})$/.exec(host) ?? [];
  const number = Number(high) * 256 + Number(low);
  return number > 0 ? String(number) : undefined;
}
