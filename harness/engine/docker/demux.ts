import type { Readable, Writable } from 'node:stream';

const headerBytes = 8;

/**
 * Takes apart what a container without a terminal prints: frames of a byte that names the output (2 is stderr), three
 * of zeros, and the length of what follows, big-endian (Engine API, ContainerAttach).
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
