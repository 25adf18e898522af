import { isIP, type Socket } from 'node:net';
import type { Evidence, Hello } from '../evidence.ts';
import { startAttempt } from './attempt.ts';
import { clientHello } from './client-hello.ts';
import { drop } from './drop.ts';
import { patience } from './patience.ts';
import { readAnswer, type ServerHelloAnswer } from './server-hello.ts';

const keptBytes = 200;
const readBytes = 64 * 1024;

/** Longest time in ms for an answer of a server that has answered a SYN. */
const longestMs = 400;

/**
 * Answers of the port to a ClientHello, with the name of the url (SNI) and without: the difference shows a
 * connection cut off by name. Reads the bytes itself, since a TLS library reduces them to an error code.
 */
export const askHello = async (
  { target }: Pick<Evidence, 'target'>,
  address: string,
  deadlineMs: number,
): Promise<Hello[]> => {
  // SNI never holds an address (RFC 6066, 3).
  const names = isIP(target.host) === 0 ? [target.host, undefined] : [undefined];
  const limitMs = Math.min(deadlineMs, longestMs);
  const answers = await Promise.all(
    names.map((name) => askOnce(address, target.port, limitMs, name)),
  );
  return answers.filter((answer) => answer !== undefined);
};

/** Undefined if no connection was established. */
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

/** TLS 1.3 encrypts what follows ServerHello; older versions send it in plaintext. */
const isOver = (said: ServerHelloAnswer): boolean =>
  said.kind === 'hello'
    ? said.version === 'TLSv1.3' || said.asksCertificate !== undefined
    : said.kind !== 'incomplete';
