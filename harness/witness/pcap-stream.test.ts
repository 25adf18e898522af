import fc from 'fast-check';
import { expect, test } from 'vitest';
import { captureNames, recordedCapture } from '../../tests/recorded-capture.ts';
import { readPcap } from './pcap.ts';
import { PcapStream } from './pcap-stream.ts';

test('a capture in pieces of any size has the packets of the whole', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...captureNames),
      fc.array(fc.integer({ min: 1, max: 3000 })),
      (name, sizes) => {
        const whole = recordedCapture(name);
        const stream = new PcapStream();
        let at = 0;
        const pieces = [...sizes, whole.length].map((size) => {
          const piece = whole.subarray(at, at + size);
          at += size;
          return stream.read(piece);
        });
        expect(pieces.flat()).toEqual(readPcap(whole));
      },
    ),
    { numRuns: 50 },
  );
});
