import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Vantage } from '../../vocabulary/index.ts';
import { cannotWrite, makeFolder } from '../cannot-write.ts';
import type { Pcaps } from './capture.ts';
import type { Conversation } from '../events.ts';

/** Writes the artefacts of a case under its key; does nothing without a folder. */
export interface Artefacts {
  pcaps(key: string, pcaps: Pcaps): Promise<void>;
  conversation(key: string, vantage: Vantage, conversation: Conversation): Promise<void>;
}

export const noArtefacts: Artefacts = {
  pcaps: () => Promise.resolve(),
  conversation: () => Promise.resolve(),
};

export function artefactsIn(folder: string): Artefacts {
  const write = async (key: string, file: string, content: string | Buffer): Promise<void> => {
    const directory = join(folder, key);
    try {
      await makeFolder(directory);
      await writeFile(join(directory, file), content);
    } catch (cause) {
      throw cannotWrite(join(directory, file), '--out', cause);
    }
  };
  return {
    pcaps: async (key, { client, server }) => {
      await write(key, 'client.pcap', client);
      await write(key, 'server.pcap', server);
    },
    conversation: async (key, vantage, { request, stdout, stderr, agent }) => {
      const stem = vantage.replace('+', '-');
      await write(key, `${stem}.request.json`, `${JSON.stringify(request, null, 2)}\n`);
      await write(key, `${stem}.answer.json`, stdout);
      await write(key, `${stem}.transcript.txt`, stderr);
      if (agent === undefined) return;
      const steps = agent.trajectory.map((step) => `${JSON.stringify(step)}\n`);
      await write(key, `${stem}.trajectory.jsonl`, steps.join(''));
    },
  };
}
