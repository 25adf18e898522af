/** What a message says of this one connection. */
export interface Particulars {
  scheme?: string;
  host?: string;
  port?: string;
  status?: string;
}

const address = String.raw`\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:.]{2,45}\]`;
/** At most 63 characters a label, and 255 in all (RFC 1035, 2.3.4): what is not bounded takes too long. */
const label = String.raw`[a-z0-9-]{0,62}[a-z0-9]`;
const name = String.raw`localhost|(?!-)${label}(?:\.${label}){1,126}`;
const host = `(?<where>${address}|${name})`;
const port = String.raw`(?<which>\d{1,5})(?!\d)`;
/** `net.go:45` is a line of a source, not a port of a host. */
const isSource = String.raw`(?!\S{1,255}\.(?:[cm]?[jt]s|c|cc|cpp|go|h|java|php|py|rb|rs):\d)`;

/** From the surest place to the least sure. */
const places = [
  String.raw`\b(?<scheme>wss?|https?|tcp)://${host}(?::${port})?`,
  String.raw`\bto (?:connect to |server )?${host}(?: \([^)]{0,255}\))?,? port ${port}`,
  String.raw`\b(?:ENOTFOUND|EAI_AGAIN|host:|host address|resolve|lookup|Exception:|getaddrinfo for(?: host)?) ["'‘]?${host}(?!:\d)`,
  String.raw`(?<![\w.:/-])${isSource}${host}:${port}(?!:\d)`,
].map((source) => new RegExp(source, 'i'));

const statusPlace = /\b(?:response|code|status|error|HTTP(?:\/[\d.]+)?)(?: code)?:? ([1-5]\d\d)\b/i;

/**
 * Reads from any text which host, port and status it speaks of. They hold nothing that a shell
 * takes for more than a word.
 */
export function particularsOf(text: string): Particulars {
  const place = places.map((pattern) => pattern.exec(text)).find((match) => match !== null);
  const { scheme, where, which } = place?.groups ?? {};
  const status = statusPlace.exec(text)?.[1];
  return {
    ...(scheme === undefined ? {} : { scheme: scheme.toLowerCase() }),
    ...(where === undefined ? {} : { host: where.replaceAll(/[[\]]/g, '') }),
    ...(which === undefined ? {} : { port: which }),
    ...(status === undefined ? {} : { status }),
  };
}
