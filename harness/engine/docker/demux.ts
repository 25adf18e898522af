import type { Readable, Writable } from 'node:stream';

const headerBytes = 8;

/**
 * Demultiplexes the output of a container without a terminal. Each frame: one byte for the stream (2 is stderr),
 * three zero bytes, payload length (32 bits, big-endian), payload (Engine API, ContainerAttach).
 */
export function demux(from: Readable, stdout: Writable, stderr: Writable): void {
  let rest: Buffer = Buffer.alloc(0);
  from.on('data', (chunk: Buffer) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    while (rest.length >= headerBytes) {
      const end = headerBytes + rest.readUInt32BE(4);
      if (rest.length < end) return;
      (rest[0] === 2 ? stderr : stdout).write(rest.subarray(headerBytes, end));
      rest = rest.subarray(end);
    }
  });
}
