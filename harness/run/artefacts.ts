import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Vantage } from '../../vocabulary/index.ts';
import { cannotWrite, makeFolder } from '../cannot-write.ts';
import type { Captured } from './capture.ts';
import type { Conversation } from './events.ts';

/** Writes what a case left to look at; without a folder, nothing. */
export interface Artefacts {
  pcaps(name: string, pcaps: Captured<unknown>['pcaps']): Promise<void>;
  conversation(name: string, vantage: Vantage, conversation: Conversation): Promise<void>;
}

export const noArtefacts: Artefacts = {
  pcaps: () => Promise.resolve(),
  conversation: () => Promise.resolve(),
};

/** Where a case lies in the folder: `refused/wrong-port (form x)` in `refused/wrong-port/form-x`. */
export const pathOf = (name: string): string =>
  name.replace(/ \((.*)\)$/, (_, form: string) => `/${form.replaceAll(/[^\w.-]+/g, '-')}`);

export function artefactsIn(folder: string): Artefacts {
  const write = async (name: string, file: string, content: string | Buffer): Promise<void> => {
    const directory = join(folder, pathOf(name));
    try {
      await makeFolder(directory);
      await writeFile(join(directory, file), content);
    } catch (cause) {
      throw cannotWrite(join(directory, file), '--out', cause);
    }
  };
  return {
    pcaps: async (name, { client, server }) => {
      await write(name, 'client.pcap', client);
      await write(name, 'server.pcap', server);
    },
    conversation: async (name, vantage, { request, stdout, stderr }) => {
      const stem = vantage.replace('+', '-');
      await write(name, `${stem}.request.json`, `${JSON.stringify(request, null, 2)}\n`);
      await write(name, `${stem}.answer.json`, stdout);
      await write(name, `${stem}.transcript.txt`, stderr);
    },
  };
}
