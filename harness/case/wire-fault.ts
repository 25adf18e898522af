import { openings, standingWords } from '../../vocabulary/index.ts';

const standing = 'SYN > SYN-ACK';
/** No word may follow these. */
const last = ['RST', 'nothing'];

/** Why a wire expression is invalid, as the end of a sentence; undefined if it is valid. */
export function wireFault(wire: unknown): string | undefined {
  const text = String(wire);
  const isOpening = (words: string): boolean => (openings as readonly string[]).includes(words);
  if (isOpening(text)) return undefined;
  if (!text.startsWith(`${standing} > `)) {
    return `which is no opening; allowed are ${openings.join(', ')}, and words behind ${standing}`;
  }
  const words = text.slice(standing.length + 3).split(' > ');
  const unknown = words.find((word) => !(standingWords as readonly string[]).includes(word));
  if (unknown !== undefined) {
    return `and "${unknown}" is no word of a connection that stands; allowed are ${standingWords.join(', ')}`;
  }
  const twice = words.find((word, index) => word === words[index + 1]);
  if (twice !== undefined) return `and "${twice}" is told once, however often it repeats itself`;
  const early = words.slice(0, -1).find((word) => last.includes(word));
  return early === undefined ? undefined : `and nothing comes after "${early}"`;
}

/** Whether the words continue after the handshake. */
const goesOn = (wire: string): boolean => wire.startsWith(`${standing} > `);

/** Stages before the connection is established. */
const beforeItStands: readonly string[] = ['name', 'local', 'connect'];
/** Stages of which the handshake shows nothing. */
const afterItStands: readonly string[] = ['tls', 'stay'];

const stageOf = (symptom: unknown): string =>
  typeof symptom === 'object' && symptom !== null && 'at' in symptom ? String(symptom.at) : '';

/** Contradictions between the client's packets and the stage of the symptom, each with the line that fixes it. */
export function stageFaults(client: string, symptom: unknown): [rule: string, mend: string][] {
  const stage = stageOf(symptom);
  if (goesOn(client) && beforeItStands.includes(stage)) {
    const rule = `wire is ${client}, and the symptom is at ${stage}: the connection does not stand`;
    return [[rule, "wire: 'SYN > RST',"]];
  }
  // With a proxy, no packet goes to the server's port.
  const isElsewhere = client === 'nothing sent';
  if (goesOn(client) || isElsewhere || !afterItStands.includes(stage)) return [];
  const rule = `wire is ${client}, and the symptom is at ${stage}: say what follows on the connection that stands, of ${standingWords.join(', ')}`;
  return [[rule, "wire: 'SYN > SYN-ACK > data > FIN',"]];
}
