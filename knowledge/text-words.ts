/** Part of a text: begin and end, in UTF-16 units. */
export type Span = readonly [begin: number, end: number];

/** The words of a text, in lower case: runs of the letters a to z. */
interface TextWords {
  text: string;
  /** Where each word begins. */
  places: ReadonlyMap<string, readonly number[]>;
  /** Each word once: a long text mostly repeats itself. */
  all: string;
  /** Lower case may be longer than the text (U+0130), and then places say nothing. */
  isPlaced: boolean;
}

const isLetter = (code: number): boolean => code >= 97 && code <= 122;

function wordsOf(text: string): TextWords {
  const lower = text.toLowerCase();
  const places = new Map<string, number[]>();
  for (let at = 0; at < lower.length; at += 1) {
    if (!isLetter(lower.charCodeAt(at))) continue;
    const begin = at;
    while (isLetter(lower.charCodeAt(at))) at += 1;
    const word = lower.slice(begin, at);
    const known = places.get(word);
    if (known === undefined) places.set(word, [begin]);
    else known.push(begin);
  }
  const all = [...places.keys()].join(' ');
  return { text, places, all, isPlaced: lower.length === text.length };
}

/** A word that many templates share, by a number of its own. */
export interface NumberedWord {
  word: string;
  number: number;
}

const numbers = new Map<string, number>();

export const numbered = (word: string): NumberedWord => {
  const number = numbers.get(word) ?? numbers.size;
  numbers.set(word, number);
  return { word, number };
};

/** The last text: it is searched for all templates, one after the other. */
let last = { words: wordsOf(''), has: new Uint8Array(), at: new Map<string, readonly number[]>() };
const [unknown, absent, present] = [0, 1, 2];

function wordsOfLast(text: string): TextWords {
  if (text !== last.words.text) {
    last = { words: wordsOf(text), has: new Uint8Array(numbers.size), at: new Map() };
  }
  return last.words;
}

/** Whether the letters stand anywhere in the text, in either case, in a word of their own or within one. */
export function hasWord(text: string, { word, number }: NumberedWord): boolean {
  const { all } = wordsOfLast(text);
  if (last.has[number] === unknown) last.has[number] = all.includes(word) ? present : absent;
  return last.has[number] === present;
}

/** Where the letters stand, in order. */
function placesOf({ places }: TextWords, word: string): readonly number[] {
  const known = last.at.get(word);
  if (known !== undefined) return known;
  const found: number[] = [];
  for (const [longer, begins] of places) {
    for (let at = longer.indexOf(word); at >= 0; at = longer.indexOf(word, at + 1)) {
      for (const begin of begins) found.push(begin + at);
    }
  }
  found.sort((a, b) => a - b);
  last.at.set(word, found);
  return found;
}

/** The parts of a text that lie at most `reach` from the letters. The whole text where these have no place. */
export function partsAround(text: string, word: NumberedWord | undefined, reach: number): Span[] {
  const words = wordsOfLast(text);
  if (word === undefined || !words.isPlaced || text.length <= reach) return [[0, text.length]];
  const parts: [number, number][] = [];
  for (const place of placesOf(words, word.word)) {
    const [begin, end] = [Math.max(0, place - reach), Math.min(text.length, place + reach)];
    const before = parts.at(-1);
    if (before !== undefined && begin <= before[1]) before[1] = end;
    else parts.push([begin, end]);
  }
  return parts;
}
