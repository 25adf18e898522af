import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { keyOf, layerKey } from '../harness/case/case-name.ts';
import { readBounded } from '../harness/documents/read-text.ts';
import { isBadconnError } from '../harness/errors.ts';
import type { Scorecard } from '../harness/report/scorecard.ts';
import { readPcap, type Packet } from '../harness/witness/pcap.ts';

const mostBytes = 64 * 1024 ** 2;

type CaptureFile = readonly Packet[] | { unreadable: string };
/** By key of the case. */
export type Packets = Map<string, { client: CaptureFile; server: CaptureFile }>;

/** The packets that `run --out` kept beside a log. Cases without both captures are left out. */
export async function readPackets(path: string, card: Scorecard): Promise<Packets> {
  const folder = (await stat(path)).isDirectory() ? path : dirname(path);
  const packets: Packets = new Map();
  for (const { scenario, form, layer } of card.scenarios.flatMap(({ cases }) => cases)) {
    const key = layerKey(keyOf(scenario, form), layer);
    const [client, server] = await Promise.all(
      ['client', 'server'].map((host) => readSide(join(folder, key, `${host}.pcap`))),
    );
    if (client !== undefined && server !== undefined) packets.set(key, { client, server });
  }
  return packets;
}

async function readSide(file: string): Promise<CaptureFile | undefined> {
  const bytes = await readBounded(file, mostBytes).catch(() => undefined);
  return bytes === undefined ? undefined : packetsIn(bytes);
}

/** The packets of a capture, or why it is unreadable. */
export function packetsIn(bytes: Uint8Array): CaptureFile {
  try {
    return readPcap(bytes);
  } catch (error) {
    if (isBadconnError(error)) return { unreadable: error.shortMessage };
    throw error;
  }
}
