import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What one client did and said in one broken network. */
export interface ClientWords {
  /** `exit 7`, `SIGPIPE`, or `waits` where it had not given up when it was ended. */
  ends: string;
  /** Its own lines, with placeholders (words.ts) for what differs from network to network. */
  says: string[];
  /** It says the same when nothing is broken: it does not speak the protocol of this target. */
  anyway?: true;
}

/** What every client said in one case of a scenario. */
export interface CaseWords {
  /** The id of the scenario, with ` (<form>)` behind it where it has several. */
  case: string;
  /** What the scenario declares that a plain client sees (vocabulary/symptom.ts). */
  symptom: string;
  /** By the name of the client. */
  clients: Record<string, ClientWords>;
}

export interface RecordedWords extends CaseWords {
  /** `refused/loopback-bind`; its last part is the cause. */
  id: string;
}

/** The last part of an id is the cause that is made real there. */
export const causeOf = (id: string): string => id.split('/').at(-1) ?? id;

export const wordsFolder = fileURLToPath(new URL('words', import.meta.url));

/** Every case that was recorded, in the order of the ids: `words/<family>/<cause>.json`. */
export function readRecorded(folder = wordsFolder): RecordedWords[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /^[^/\\]+[/\\][^/\\]+\.json$/.test(name))
    .toSorted()
    .flatMap((name) => {
      const cases = JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')) as CaseWords[];
      return cases.map((recordedCase) => ({
        ...recordedCase,
        id: name.replace(/\.json$/, '').replaceAll('\\', '/'),
      }));
    });
}
