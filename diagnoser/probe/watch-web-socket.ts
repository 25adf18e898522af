import type { Socket } from 'node:net';
import type { Evidence, Kept, Target } from '../evidence.ts';
import { drop } from './drop.ts';
import { upgradeRequest } from './handshake.ts';
import { readResponse } from './http-response.ts';
import { openAsUrl } from './open-as-url.ts';
import { patience } from './patience.ts';

/**
 * Holds two idle WebSockets for at most `idleMs`: pings are answered on one, and not on the other. Undefined if the
 * first was not established.
 */
export const watchWebSocket = async (
  evidence: Evidence,
  address: string,
  idleMs: number,
  deadlineMs: number,
): Promise<Kept | undefined> => {
  const open = async (answers: boolean): Promise<Held | undefined> => {
    const { socket } = await openAsUrl(evidence, address, deadlineMs);
    return socket && hold(socket, evidence.target, answers, idleMs, deadlineMs);
  };
  const [answering, mute] = await Promise.all([open(true), open(false)]);
  if (answering === undefined) return undefined;
  const { endedAfterMs: closedAfterMs, pings, watchedMs } = answering;
  const unansweredAfterMs = mute?.endedAfterMs;
  return {
    ...(closedAfterMs === undefined ? {} : { closedAfterMs }),
    watchedMs,
    pings,
    ...(unansweredAfterMs === undefined ? {} : { unansweredAfterMs }),
  };
};

interface Held {
  pings: number;
  /** Absent if it was still open at the end. */
  endedAfterMs?: number;
  watchedMs: number;
}

const hold = async (
  socket: Socket,
  target: Target,
  answers: boolean,
  idleMs: number,
  deadlineMs: number,
): Promise<Held | undefined> => {
  let openedAt: number | undefined;
  let pings = 0;
  let read = Buffer.alloc(0);
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const waiting = patience(deadlineMs, () => resolve(false));
  let watching: NodeJS.Timeout | undefined;
  socket
    .on('data', (chunk: Buffer) => {
      read = Buffer.concat([read, chunk]);
      if (openedAt === undefined) {
        const length = headerLength(read);
        if (length === undefined) return;
        waiting.end();
        openedAt = performance.now();
        read = read.subarray(length);
        watching = setTimeout(() => setImmediate(() => setImmediate(resolve, false)), idleMs);
      }
      const { frames, rest } = readFrames(read);
      read = Buffer.from(rest);
      for (const { opcode, payload } of frames) {
        if (opcode === closes) return resolve(true);
        if (opcode !== asksForPong) continue;
        pings += 1;
        if (answers) socket.write(pong(payload));
      }
    })
    .once('end', () => resolve(true))
    .once('close', () => resolve(true))
    .on('error', () => resolve(true));
  socket.write(upgradeRequest(target), 'latin1');
  const isEnded = await promise;
  waiting.end();
  clearTimeout(watching);
  drop(socket);
  if (openedAt === undefined) return undefined;
  const watchedMs = Math.round(performance.now() - openedAt);
  return { pings, ...(isEnded ? { endedAfterMs: watchedMs } : {}), watchedMs };
};

/** Length of the header that switches to WebSocket; undefined if it is incomplete, or another answer. */
const headerLength = (read: Buffer): number | undefined => {
  const response = readResponse(read.toString('latin1'));
  if (typeof response === 'string' || response.status !== 101) return undefined;
  return read.indexOf('\r\n\r\n') + 4;
};

// Opcodes of close and ping (RFC 6455, 5.2).
const closes = 0x8;
const asksForPong = 0x9;
/** Largest payload in bytes; frames after a larger one are not read. */
const longest = 1024 ** 2;

interface Frame {
  opcode: number;
  payload: Buffer;
}

/** Complete frames; a server does not mask them (RFC 6455, 5.1). */
export const readFrames = (read: Buffer): { frames: Frame[]; rest: Buffer } => {
  const frames: Frame[] = [];
  let at = 0;
  for (;;) {
    const left = read.subarray(at);
    if (left.length < 2) break;
    const short = left.readUInt8(1) & 0x7f;
    const header = { 126: 4, 127: 10 }[short] ?? 2;
    if (left.length < header) break;
    const long = header === 4 ? left.readUInt16BE(2) : undefined;
    const length = header === 10 ? Number(left.readBigUInt64BE(2)) : (long ?? short);
    if (length > longest) return { frames, rest: Buffer.alloc(0) };
    if (left.length < header + length) break;
    const payload = left.subarray(header, header + length);
    frames.push({ opcode: left.readUInt8(0) & 0x0f, payload });
    at += header + length;
  }
  return { frames, rest: read.subarray(at) };
};

/** Pong frame, masked with zeros (RFC 6455, 5.3). */
const pong = (payload: Buffer): Buffer =>
  Buffer.concat([Buffer.from([0x8a, 0x80 | payload.length, 0, 0, 0, 0]), payload]);
