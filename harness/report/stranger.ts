import { stripVTControlCharacters } from 'node:util';

/**
 * Text of a stranger, of any length, on its way into a document: at most `most` characters and a
 * note, lines kept. Escape sequences are dropped. What is no text (control and format characters,
 * halves of surrogate pairs, noncharacters) becomes U+FFFD, so the rest is legal in XML 1.0 (2.2)
 * and nothing turns the direction of the text around it.
 */
export function legible(text: string, most: number): string {
  const tail = Math.ceil(most * 0.8);
  const left = text.length - most;
  if (left <= 0) return clean(text);
  const head = clean(text.slice(0, most - tail));
  return `${head}\n[… ${left} characters left out …]\n${clean(text.slice(-tail))}`;
}

/** The same on one line, cut at its end. */
export function legibleLine(text: string, most: number): string {
  const line = clean(text.slice(0, most)).replaceAll(/\s+/g, ' ').trim();
  return text.length > most ? `${line} …` : line;
}

/** A few of many, and how many more there are. */
export function firstOf<T>(
  list: readonly T[],
  most: number,
): { shown: readonly T[]; more: number } {
  return { shown: list.slice(0, most), more: Math.max(0, list.length - most) };
}

const clean = (text: string): string =>
  stripVTControlCharacters(text)
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/(?![\n\t])\p{C}/gu, '\ufffd');
