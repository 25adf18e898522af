import { byOrigin } from './own-sequence.ts';
import { clean } from './stranger.ts';

const longestLine = 8000;

/**
 * Makes any text safe for a terminal: our own control sequences stay; otherwise only characters, line feeds and tabs.
 * Lines are truncated at 8000 characters.
 */
export function forTerminal(text: string): string {
  return byOrigin(text)
    .map((part) => (part.isOwn ? part.text : clean(part.text)))
    .join('')
    .split('\n')
    .map(shortened)
    .join('\n');
}

function shortened(line: string): string {
  const left = line.length - longestLine;
  if (left <= 0) return line;
  // Resets a colour whose end was truncated.
  const end = line.includes('\x1b') ? '\x1b[0m' : '';
  return `${line.slice(0, longestLine)}${end} [… ${left} characters left out]`;
}

/**
 * Escapes all characters in JSON text on which a terminal may act. They occur in strings only, so the document is
 * unchanged (RFC 8259, 7).
 */
export const jsonForTerminal = (json: string): string =>
  json.replaceAll(/(?!\n)[\p{C}\p{Zl}\p{Zp}]/gu, (character) =>
    [...Array(character.length).keys()]
      .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`)
      .join(''),
  );
