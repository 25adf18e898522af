import { connect, isIP, type Socket } from 'node:net';
import { secured } from './http.ts';
import { placeOf } from './proxy.ts';
import { failure, type Result } from './seen.ts';
import { isSecure } from './stage.ts';

/** Failure replies of a SOCKS server (RFC 1928, 6), each with the errno of the same meaning. */
const replies: Record<number, readonly [code: string, says: string]> = {
  2: ['EACCES', 'connection not allowed by ruleset'],
  3: ['ENETUNREACH', 'network unreachable'],
  4: ['EHOSTUNREACH', 'host unreachable'],
  5: ['ECONNREFUSED', 'connection refused'],
};

/** Length of an address by its type; a name has its length before it (RFC 1928, 5). */
const addressBytes: Record<number, number> = { 1: 4, 4: 16 };

const version = 5;
const [nothing, password] = [0, 2];

/** A string with a length prefix. */
const counted = (text: string): number[] => [Buffer.byteLength(text), ...Buffer.from(text)];

/** An address as in a URL, without brackets: shortened at most once, and never with an IPv4 part. */
const bytesOfIpv6 = (address: string): number[] => {
  const [head = [], tail = []] = address.split('::').map((part) =>
    part
      .split(':')
      .filter(Boolean)
      .map((group) => Number.parseInt(group, 16)),
  );
  const between = Array<number>(8 - head.length - tail.length).fill(0);
  return [...head, ...between, ...tail].flatMap((group) => [group >> 8, group & 0xff]);
};

/** The proxy resolves a name, as `socks5h` requires; most programs do so for `socks5` too. */
const placeBytes = (url: URL): number[] => {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const port = Number(url.port) || (isSecure(url) ? 443 : 80);
  const kind = isIP(host);
  const address =
    kind === 0
      ? [3, ...counted(host)]
      : kind === 4
        ? [1, ...host.split('.').map(Number)]
        : [4, ...bytesOfIpv6(host)];
  return [...address, port >> 8, port & 0xff];
};

class SocksError extends Error {
  readonly code: string;

  constructor(code: string, says: string) {
    super(`SOCKS: ${says}`);
    this.code = code;
  }
}

const exactly = (socket: Socket, bytes: number): Promise<Buffer> =>
  new Promise((resolve) => {
    const look = (): void => {
      const read = socket.read(bytes) as Buffer | null;
      if (read === null) return;
      socket.off('readable', look);
      resolve(read);
    };
    socket.on('readable', look);
  });

/** Requests a connection (RFC 1928), with the user and password of the proxy's URL (RFC 1929). */
async function ask(socket: Socket, proxy: URL, url: URL): Promise<void> {
  const [user, secret] = [proxy.username, proxy.password].map(decodeURIComponent);
  const methods = user ? [nothing, password] : [nothing];
  socket.write(Buffer.from([version, methods.length, ...methods]));
  const [spoken, method] = await exactly(socket, 2);
  if (spoken !== version) throw new SocksError('EPROTO', 'it answers in another protocol');
  if (method === password) {
    socket.write(Buffer.from([1, ...counted(user ?? ''), ...counted(secret ?? '')]));
    const [, refused] = await exactly(socket, 2);
    if (refused !== 0) throw new SocksError('EACCES', 'user or password not accepted');
  } else if (method !== nothing) throw new SocksError('EACCES', 'no acceptable authentication');
  socket.write(Buffer.from([version, 1, 0, ...placeBytes(url)]));
  const [, reply = 1, , kind = 1] = await exactly(socket, 4);
  const [code, says] = replies[reply] ?? ['EPROTO', `reply ${reply}`];
  if (reply !== 0) throw new SocksError(code, says);
  const length = addressBytes[kind] ?? (await exactly(socket, 1))[0] ?? 0;
  await exactly(socket, length + 2);
}

/** Continues in the connection of a SOCKS proxy, with TLS if the URL has it; stops at the given stage. */
export function inSocks(
  [proxy, url]: readonly [URL, URL],
  done: (seen: Result) => void,
  goOn: (through: { createConnection: () => Socket }) => () => void,
): () => void {
  const socket = connect({ host: placeOf(proxy).hostname, port: Number(proxy.port || 1080) });
  let stop = (): void => void socket.destroy();
  const fail = (error: Error): void => {
    done(failure(error));
    socket.destroy();
  };
  const closed = (): void => done({ code: 'EOF', message: 'the proxy closed the connection' });
  socket
    .on('error', fail)
    .once('end', closed)
    .once('connect', () => {
      ask(socket, proxy, url).then(() => {
        socket.off('error', fail).off('end', closed);
        const createConnection = (): Socket =>
          isSecure(url) ? secured(socket, url.hostname) : socket;
        stop = goOn({ createConnection });
      }, fail);
    });
  return () => stop();
}
