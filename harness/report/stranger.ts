/**
 * Sanitises untrusted text of any length for a document: at most `most` characters plus a note; lines are kept.
 * Escape sequences are removed; control and format characters, lone surrogates and noncharacters become U+FFFD, so
 * the result is legal in XML 1.0 (2.2) and cannot change the direction of surrounding text.
 */
export function legible(text: string, most: number): string {
  const tail = Math.ceil(most * 0.8);
  const left = text.length - most;
  if (left <= 0) return clean(text);
  const head = clean(text.slice(0, most - tail));
  return `${head}\n[… ${left} characters left out …]\n${clean(text.slice(-tail))}`;
}

/** The same on one line, truncated at the end. */
export function legibleLine(text: string, most: number): string {
  const line = clean(text.slice(0, most)).replaceAll(/\s+/g, ' ').trim();
  return text.length > most ? `${line} …` : line;
}

/** The first of many items, and the number of the others. */
export function firstOf<T>(
  list: readonly T[],
  most: number,
): { shown: readonly T[]; more: number } {
  return { shown: list.slice(0, most), more: Math.max(0, list.length - most) };
}

const [esc, bell, end] = ['\x1b', '\x07', '\x9c'];
/** DCS, SOS, OSC, PM and APC in their 8-bit form. */
const introducers = '\x90\x98\x9d-\x9f';

/**
 * Escape sequences (ECMA-48, 5.3 to 5.6) in 7- and 8-bit form. A string without an end on its line is not a sequence,
 * so it cannot hide following text. No part may contain the start of another: matching takes linear time.
 */
const sequences = new RegExp(
  [
    // Strings such as OSC, with their text.
    `(?:${esc}[\\]PX^_]|[${introducers}])[^\n${esc}${bell}${end}${introducers}]*(?:${bell}|${esc}\\\\|${end})`,
    // Control sequences (CSI), with their parameters.
    `(?:${esc}\\[|\x9b)[0-?]*[ -/]*[@-~]`,
    `${esc}[ -/]*[0-Z\\\\-~]`,
  ].join('|'),
  'g',
);

/** Removes escape sequences and replaces non-text characters by U+FFFD. Line feeds and tabs are kept. */
export const clean = (text: string): string =>
  text
    .replaceAll(sequences, '')
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/(?![\n\t])[\p{C}\p{Zl}\p{Zp}]/gu, '\ufffd');
