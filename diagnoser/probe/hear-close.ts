import type { Socket } from 'node:net';
import type { Handshake } from '../evidence.ts';
import { patience } from './patience.ts';

/** Time in ms, beside a round trip, in which a server that rejects the client closes the new WebSocket. */
const soonMs = 150;

export type CloseHeard = Pick<Handshake, 'ended' | 'closeCode' | 'closeReason' | 'code'>;

/**
 * Whether the server closes a WebSocket right after the handshake. Listens from the call on. Never rejects.
 *
 * @param begun bytes that followed the header of the answer.
 */
export const hearClose = async (
  socket: Socket,
  begun: string,
  tripMs: number,
): Promise<CloseHeard> => {
  const { promise, resolve } = Promise.withResolvers<CloseHeard>();
  let text = begun;
  const ended = (): void => resolve({ ended: true, ...closeIn(text) });
  const waiting = patience(soonMs + tripMs, () => resolve({}));
  const look = (): void => {
    if (closeIn(text) !== undefined) ended();
  };
  const hear = (chunk: Buffer): void => {
    text += chunk.toString('latin1');
    look();
  };
  const reset = ({ code = 'ECONNRESET' }: NodeJS.ErrnoException): void =>
    resolve({ ended: true, code });
  socket.on('data', hear).once('end', ended).once('error', reset).once('close', ended);
  look();
  if (socket.readableEnded || socket.destroyed) ended();
  const heard = await promise;
  waiting.end();
  socket.off('data', hear);
  return heard;
};

const closeFrame = 0x8;

/** First close frame among unmasked frames of a server (RFC 6455, 5.2); undefined if there is none. */
export const closeIn = (
  bytes: string,
): Pick<CloseHeard, 'closeCode' | 'closeReason'> | undefined => {
  const data = Buffer.from(bytes, 'latin1');
  for (let at = 0; at + 2 <= data.length;) {
    const short = data.readUInt8(at + 1) & 0x7f;
    const header = short === 126 ? 4 : short === 127 ? 10 : 2;
    if (at + header > data.length) return undefined;
    const length =
      short === 126
        ? data.readUInt16BE(at + 2)
        : short === 127
          ? Number(data.readBigUInt64BE(at + 2))
          : short;
    const content = data.subarray(at + header, at + header + length);
    if ((data.readUInt8(at) & 0xf) === closeFrame) {
      if (content.length < length) return undefined;
      if (length < 2) return {};
      const reason = content.subarray(2).toString('utf8');
      return {
        closeCode: content.readUInt16BE(0),
        ...(reason === '' ? {} : { closeReason: reason }),
      };
    }
    at += header + length;
  }
  return undefined;
};
