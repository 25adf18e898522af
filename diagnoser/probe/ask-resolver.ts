import { createSocket } from 'node:dgram';
import { randomInt } from 'node:crypto';

/**
 * Asks a name server over UDP for what it knows itself: a question without the wish for recursion (RD 0; RFC 1035,
 * 4.1.1), which no server passes on. Any answer shows that it lives.
 *
 * @returns `answered`, `silence`, or the errno of what came back, such as ECONNREFUSED or EHOSTUNREACH (icmp(7)).
 */
export const askResolver = async (
  address: string,
  port: number,
  name: string,
  waitMs: number,
): Promise<string> => {
  const { promise, resolve } = Promise.withResolvers<string>();
  const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
  const timer = setTimeout(resolve, waitMs, 'silence');
  const id = randomInt(0x10000);
  const fail = (error: NodeJS.ErrnoException): void => resolve(error.code ?? error.message);
  socket.on('error', fail);
  // The identifier of the question, and the bit of an answer (QR).
  socket.on('message', (bytes) => {
    if (bytes.length >= 12 && bytes.readUInt16BE(0) === id && (bytes[2] ?? 0) & 0x80)
      resolve('answered');
  });
  socket.connect(port, address, (error?: Error) => {
    if (error === undefined) socket.send(question(id, name));
    else fail(error);
  });
  const answer = await promise;
  clearTimeout(timer);
  socket.close();
  return answer;
};

/** Question for A records in class IN, all flags 0 (RFC 1035, 4.1.1 and 4.1.2). */
export const question = (id: number, name: string): Buffer => {
  const header = Buffer.alloc(12);
  header.writeUInt16BE(id, 0);
  header.writeUInt16BE(1, 4);
  const labels = name
    .split('.')
    .filter((label) => label !== '' && Buffer.byteLength(label) < 64)
    .flatMap((label) => [Buffer.from([Buffer.byteLength(label)]), Buffer.from(label)]);
  return Buffer.concat([header, ...labels, Buffer.from([0, 0, 1, 0, 1])]);
};
