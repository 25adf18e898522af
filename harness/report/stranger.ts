/**
 * Sanitises untrusted text of any length for a document: at most `most` characters and a
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

const [esc, bell, end] = ['\x1b', '\x07', '\x9c'];
/** DCS, SOS, OSC, PM and APC in their 8-bit form. */
const introducers = '\x90\x98\x9d-\x9f';

/**
 * Escape sequences (ECMA-48, 5.3 to 5.6), of 7 and of 8 bits. A string that has no end in its line is
 * none, so nobody can hide the words of others. No part may hold what begins another: the time is linear.
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

/** Any text without escape sequences; what is no text is U+FFFD. Lines and tabs are kept. */
export const clean = (text: string): string =>
  text
    .replaceAll(sequences, '')
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/(?![\n\t])[\p{C}\p{Zl}\p{Zp}]/gu, '\ufffd');
