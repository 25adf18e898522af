import { shown } from '../judge/sentences.ts';

const blank = /[ \t\r\n]*/y;
const scalar =
  /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/uy;

/**
 * The first syntax error of a text that JSON.parse has refused (RFC 8259): line, column, what
 * was found and what is allowed there. Linear, without recursion.
 */
export function jsonFault(text: string): string {
  let at = 0;
  const skip = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const length = pattern.exec(text)?.[0].length ?? 0;
    at += length;
    return length > 0;
  };
  /** The brackets that are open. */
  const open: string[] = [];
  let expected: 'value' | 'value or ]' | 'name' | 'name or }' | ': after a name' | 'comma' =
    'value';
  for (;;) {
    skip(blank);
    const char = text[at];
    if (expected === 'comma') {
      const last = open.at(-1);
      if (last === undefined) break;
      if (char === last) open.pop();
      else if (char === ',') expected = last === ']' ? 'value' : 'name';
      else break;
      at += 1;
    } else if (expected === ': after a name') {
      if (char !== ':') break;
      at += 1;
      expected = 'value';
    } else if (expected.startsWith('name')) {
      if (char === '}' && expected === 'name or }') {
        open.pop();
        at += 1;
        expected = 'comma';
      } else if (char !== '"' || !skip(scalar)) break;
      else expected = ': after a name';
    } else if (char === '[' || char === '{') {
      open.push(char === '[' ? ']' : '}');
      at += 1;
      expected = char === '[' ? 'value or ]' : 'name or }';
    } else if (char === ']' && expected === 'value or ]') {
      open.pop();
      at += 1;
      expected = 'comma';
    } else if (skip(scalar)) expected = 'comma';
    else break;
  }
  const before = text.slice(0, at).split('\n');
  const place = `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
  if (at >= text.length) return `${place}: it ends there, and is not complete`;
  const allowed = expected === 'comma' ? afterValue(open.at(-1)) : `a ${expected}`;
  return `${place}: found ${shown(text.slice(at, at + 20))}, where JSON has ${allowed}`;
}

const afterValue = (closing: string | undefined): string =>
  closing === undefined ? 'its end' : `a comma or ${closing}`;
