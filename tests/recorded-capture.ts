/** Packets of real connections, kept as text in `recorded/captures/`; its README.md says how they were recorded. */
import { readdirSync, readFileSync } from 'node:fs';
import { readPcap, type Packet } from '../harness/witness/pcap.ts';

const folder = new URL('recorded/captures/', import.meta.url);

/** `<what>.<host>` of every capture. */
export const captureNames = readdirSync(folder).flatMap(
  (file) => file.match(/^(.*)\.hex$/)?.[1] ?? [],
);

/** The pcap file, byte for byte. */
export function recordedCapture(name: string): Uint8Array<ArrayBuffer> {
  const text = readFileSync(new URL(`${name}.hex`, folder), 'utf8');
  return Uint8Array.from(Buffer.from(text.replace(/^#.*/gm, '').replaceAll(/\s/g, ''), 'hex'));
}

export const recordedPackets = (name: string): Packet[] => readPcap(recordedCapture(name));
