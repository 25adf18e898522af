import { openings, standingWords } from '../../vocabulary/index.ts';

const standing = 'SYN > SYN-ACK';
/** After these words no other follows. */
const last = ['RST', 'nothing'];

/** What is wrong with the words of a wire, as the end of a sentence; undefined where nothing is. */
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

/** Whether the words go beyond the opening. */
export const goesOn = (wire: string): boolean => wire.startsWith(`${standing} > `);
