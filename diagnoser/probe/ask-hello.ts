import { isIP, type Socket } from 'node:net';
import type { Evidence, Hello } from '../evidence.ts';
import { startAttempt } from './attempt.ts';
import { clientHello } from './client-hello.ts';
import { drop } from './drop.ts';
import { patience } from './patience.ts';
import { readAnswer, type ServerHelloAnswer } from './server-hello.ts';

const keptBytes = 200;
const readBytes = 64 * 1024;

/** Longest that a server takes that has answered a SYN, or has said no more than that for long enough. */
const longestMs = 400;

/**
 * What the port answers to the first message of TLS, read here byte by byte: what a library makes of it is an
 * error with a name. With the name of the url, and without: what is cut off by its name is told by that.
 */
export const askHello = async (
  { target }: Pick<Evidence, 'target'>,
  address: string,
  deadlineMs: number,
): Promise<Hello[]> => {
  // An address is no name that a certificate is chosen by (RFC 6066, 3).
  const names = isIP(target.host) === 0 ? [target.host, undefined] : [undefined];
  const limitMs = Math.min(deadlineMs, longestMs);
  const answers = await Promise.all(
    names.map((name) => askOnce(address, target.port, limitMs, name)),
  );
  return answers.filter((answer) => answer !== undefined);
};

/** Undefined where the connection did not stand. */
const askOnce = async (
  address: string,
  port: number,
  deadlineMs: number,
  serverName?: string,
): Promise<Hello | undefined> => {
  const { socket } = await startAttempt(address, port, deadlineMs).ended;
  if (socket === undefined) return undefined;
  const started = performance.now();
  const { bytes, said, end } = await hear(socket, clientHello(serverName), deadlineMs);
  drop(socket);
  const { kind, ...told } = said;
  return {
    ...{ port, ...(serverName === undefined ? {} : { serverName }) },
    answer: kind === 'incomplete' ? end : kind,
    afterMs: Math.round((performance.now() - started) * 10) / 10,
    ...told,
    ...(kind === 'other-bytes' ? { firstBytes: bytes.toString('latin1', 0, keptBytes) } : {}),
  };
};

interface HeardHello {
  bytes: Buffer;
  said: ServerHelloAnswer;
  end: 'silence' | 'closed' | 'reset';
}

const hear = (socket: Socket, hello: Buffer, deadlineMs: number): Promise<HeardHello> => {
  const { promise, resolve } = Promise.withResolvers<HeardHello>();
  let bytes = Buffer.alloc(0);
  const done = (end: HeardHello['end']): void => {
    waiting.end();
    resolve({ bytes, said: readAnswer(bytes), end });
  };
  const waiting = patience(deadlineMs, () => done('silence'));
  socket.on('data', (chunk: Buffer) => {
    bytes = Buffer.concat([bytes, chunk]);
    if (isOver(readAnswer(bytes)) || bytes.length > readBytes) done('closed');
  });
  socket.once('end', () => done('closed'));
  socket.once('close', () => done('closed'));
  socket.on('error', () => done('reset'));
  if (socket.destroyed) done('reset');
  else socket.write(hello);
  return promise;
};

/** After ServerHello, TLS 1.3 encrypts what older versions go on to say in clear. */
const isOver = (said: ServerHelloAnswer): boolean =>
  said.kind === 'hello'
    ? said.version === 'TLSv1.3' || said.asksCertificate !== undefined
    : said.kind !== 'incomplete';
