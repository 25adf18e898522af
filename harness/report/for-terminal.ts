import { byOrigin } from './own-sequence.ts';
import { clean } from './stranger.ts';

const longestLine = 8000;

/**
 * Any text as it may be written to a terminal: our own colours and movements, and otherwise
 * characters, line feeds and tabs alone. A line of more than 8000 characters is cut.
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
  // A colour that the cut has left on must not run over the rest.
  const end = line.includes('\x1b') ? '\x1b[0m' : '';
  return `${line.slice(0, longestLine)}${end} [… ${left} characters left out]`;
}

/**
 * JSON text with everything escaped that a terminal may act on. Such characters stand in strings
 * alone, so the document stays the same (RFC 8259, 7).
 */
export const jsonForTerminal = (json: string): string =>
  json.replaceAll(/(?!\n)[\p{C}\p{Zl}\p{Zp}]/gu, (character) =>
    [...Array(character.length).keys()]
      .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`)
      .join(''),
  );
