import { connect, isIP, type Socket } from 'node:net';
import { secured } from './http.ts';
import { placeOf } from './proxy.ts';
import { failure, type Result } from './seen.ts';
import { isSecure } from './stage.ts';

/** Replies of a SOCKS server that opens no connection (RFC 1928, 6), by the errno that says the same. */
const replies: Record<number, readonly [code: string, says: string]> = {
  2: ['EACCES', 'connection not allowed by ruleset'],
  3: ['ENETUNREACH', 'network unreachable'],
  4: ['EHOSTUNREACH', 'host unreachable'],
  5: ['ECONNREFUSED', 'connection refused'],
};

/** Lengths of an address by its type; a name says its own (RFC 1928, 5). */
const addressBytes: Record<number, number> = { 1: 4, 4: 16 };

const version = 5;
const [nothing, password] = [0, 2];

/** A string with its length before it. */
const counted = (text: string): number[] => [Buffer.byteLength(text), ...Buffer.from(text)];

/** As it stands in a URL, without brackets: shortened at most once, and never with an IPv4 part. */
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

/** A name is left to the proxy, which is what `socks5h` asks for, and what most programs do for `socks5` too. */
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

/** Asks for a connection as RFC 1928 says, with the user and the password of the setting (RFC 1929). */
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

/** Goes on in a connection of a SOCKS proxy, with TLS in it where the URL asks for that; stops where it is told to. */
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
