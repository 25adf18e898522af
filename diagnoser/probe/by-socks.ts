import { isIP, type Socket } from 'node:net';
import type { SocksAnswer, Target } from '../evidence.ts';
import { ipv6Bytes } from '../report/addresses.ts';
import { drop } from './drop.ts';
import { patience } from './patience.ts';

export type Credentials = readonly [user: string, password: string];

/** No authentication, and user name and password (RFC 1928, 3). */
const [open, byPassword] = [0, 2];

/**
 * Asks a SOCKS 5 proxy for a connection to the target; a name is left to the proxy (RFC 1928, 3 to 6; RFC 1929). The
 * socket stays open only if the proxy has connected. Never rejects.
 */
export const askSocks = async (
  socket: Socket,
  target: Pick<Target, 'host' | 'port'>,
  credentials: Credentials | undefined,
  deadlineMs: number,
): Promise<SocksAnswer> => {
  const started = performance.now();
  const reader = readerOf(socket, deadlineMs);
  const said = await converse(socket, reader.read, target, credentials);
  const afterMs = Math.round((performance.now() - started) * 10) / 10;
  const ended = reader.stop();
  if (said.reply === 0) return { ...said, afterMs };
  drop(socket);
  const isWhole = said.reply !== undefined || said.login !== undefined || said.method === 255;
  return { ...said, ...(isWhole || ended === undefined ? {} : { ended }), afterMs };
};

type Read = (bytes: number) => Promise<Buffer | undefined>;
type Said = Pick<SocksAnswer, 'method' | 'login' | 'reply'>;

const converse = async (
  socket: Socket,
  read: Read,
  target: Pick<Target, 'host' | 'port'>,
  credentials: Credentials | undefined,
): Promise<Said> => {
  const methods = credentials === undefined ? [open] : [open, byPassword];
  socket.write(Buffer.from([5, methods.length, ...methods]));
  const [version, method] = (await read(2)) ?? [];
  if (version !== 5 || method === undefined) return {};
  if (method === byPassword && credentials !== undefined) {
    socket.write(Buffer.from([1, ...credentials.flatMap(counted)]));
    const [, login] = (await read(2)) ?? [];
    if (login !== 0) return { method, ...(login === undefined ? {} : { login }) };
  } else if (method !== open) return { method };
  socket.write(Buffer.from([5, 1, 0, ...placeOf(target)]));
  const [, reply, , kind] = (await read(4)) ?? [];
  if (reply === undefined) return { method };
  if (reply === 0) {
    const length = kind === 3 ? ((await read(1))?.[0] ?? 0) : kind === 4 ? 16 : 4;
    await read(length + 2);
  }
  return { method, reply };
};

const counted = (text: string): number[] => [Buffer.byteLength(text), ...Buffer.from(text)];

const placeOf = ({ host, port }: Pick<Target, 'host' | 'port'>): number[] => {
  const kind = isIP(host);
  const address =
    kind === 4
      ? [1, ...host.split('.').map(Number)]
      : kind === 6
        ? [4, ...ipv6Bytes(host)]
        : [3, ...counted(host)];
  return [...address, port >> 8, port & 0xff];
};

/** Reads whole parts of an answer; undefined if it ends before, or the time is up. */
const readerOf = (
  socket: Socket,
  deadlineMs: number,
): { read: Read; stop: () => string | undefined } => {
  let ended: string | undefined;
  let wake = (): void => undefined;
  const end = (how: string): void => {
    ended ??= how;
    wake();
  };
  const look = (): void => wake();
  const waiting = patience(deadlineMs, () => end('silence'));
  socket
    .on('error', ({ code, message }: NodeJS.ErrnoException) => end(code ?? message))
    .once('end', () => end('closed'))
    .once('close', () => end('closed'))
    .on('readable', look);
  const read: Read = async (bytes) => {
    for (;;) {
      const part = socket.read(bytes) as Buffer | null;
      if (part?.length === bytes) return part;
      if (ended !== undefined) return undefined;
      await new Promise<void>((resolve) => (wake = resolve));
    }
  };
  const stop = (): string | undefined => {
    waiting.end();
    socket.off('readable', look);
    return ended;
  };
  return { read, stop };
};
