import { hasWord, numbered, partsAround, type NumberedWord, type Span } from './text-words.ts';

/**
 * The words of a client as a template. What differs from network to network, or from one moment to
 * the next, stands as a placeholder: `<host>` a name or an address, `<port>`, `<number>`, `<status>`
 * of HTTP, `<path>` of a URL, `<time>`, `<id>` of a thread. Each has a bound, so that a text of any
 * kind is searched in a time that grows as its length does: 255 characters for a name (RFC 1035, 2.3.4).
 */
const placeholders: Record<string, string> = {
  // As tools show a name with its address: shop.test (10.0.0.1), shop.test (shop.test)|10.0.0.1|
  host: String.raw`(\S{1,255}?(?: \([^\s()]{1,255}\))?(?:\|\S{1,255}?\|)?)`,
  port: String.raw`(\d{1,5})`,
  number: String.raw`(\d{1,20}(?:\.\d{1,20})?)`,
  status: String.raw`([1-5]\d\d)`,
  time: String.raw`(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)`,
  id: String.raw`([0-9A-Fa-f]{1,32})`,
  path: String.raw`(/[^\s)'"]{0,500})?`,
};

/** More characters than any placeholder takes: three names of 255, or a path. */
const longestPlaceholder = 1000;
/** As long as white space and numbers may be in a text. */
const drawnOut = ' '.repeat(40);

const token = new RegExp(`<(${Object.keys(placeholders).join('|')})>`);

export interface Pattern {
  exec: (text: string) => Readonly<Record<string, string>> | undefined;
  /** Every place; none where the template is not found. */
  spans: (text: string) => Span[];
}

const literal = (text: string, isLoose: boolean): string => {
  const escaped = text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
  const counted = isLoose ? escaped.replaceAll(/\d+/g, String.raw`\d{1,20}`) : escaped;
  return counted.replaceAll(/\s+/g, String.raw`\s{1,40}`);
};

/** The words of a template, in lower case, that stand in every text in which the template is found: the longest, which is rarest, first. */
const wordsOf = (literals: readonly string[]): NumberedWord[] =>
  [...new Set(literals.flatMap((text) => text.toLowerCase().match(/[a-z]+/g) ?? []))]
    .toSorted((one, other) => other.length - one.length)
    .map(numbered);

/** No template is found in more characters than these: its own, with white space and numbers drawn out, and its placeholders. */
const reachOf = (parts: readonly string[]): number =>
  parts.reduce(
    (sum, part, index) =>
      sum + (index % 2 === 1 ? longestPlaceholder : part.replaceAll(/\s+|\d+/g, drawnOut).length),
    1,
  );

interface Compiled {
  regex: RegExp;
  /** The id before it is the first value of a match, and no part of it. */
  isBehindId: boolean;
}

function compiled(template: string, parts: readonly string[], isLoose: boolean): Compiled {
  const [first = '', begin = '', ...rest] = parts.map((part, index) =>
    index % 2 === 1 ? (placeholders[part] ?? '') : literal(part, isLoose),
  );
  // A text of digits has an id at each place: so what stands behind it is found first, and then the id before that.
  const behindId =
    first === '' && parts[1] === 'id' ? /^[^\w\s]/.exec(parts[2] ?? '')?.[0] : undefined;
  const source =
    behindId === undefined
      ? [first, begin, ...rest].join('')
      : `(?=${literal(behindId, false)})(?<=${begin})${rest.join('')}`;
  const begins = /^\w/.test(template) ? String.raw`(?<!\w)` : '';
  const ends = /\w$/.test(template) ? String.raw`(?!\w)` : '';
  const regex = new RegExp(begins + source + ends, 'gi');
  return { regex, isBehindId: behindId !== undefined };
}

/**
 * A template as a pattern that finds it anywhere in a text, in either case. `loose` takes any number
 * where the template has one. A match gives the first value of each placeholder.
 */
export function patternOf(template: string, isLoose = false): Pattern {
  const parts = template.split(token);
  const names = parts.filter((_, index) => index % 2 === 1);
  const words = wordsOf(parts.filter((_, index) => index % 2 === 0));
  const reach = reachOf(parts);
  // Nearly every text lacks nearly every template, and words are looked for far sooner.
  const mayBeIn = (text: string): boolean => words.every((word) => hasWord(text, word));
  let known: Compiled | undefined;
  const matchesIn = (text: string, most: number): [from: number, match: RegExpExecArray][] => {
    // Compiled where it is needed, and kept: `matchAll` would compile a copy for each text.
    const { regex } = (known ??= compiled(template, parts, isLoose));
    const found: [number, RegExpExecArray][] = [];
    for (const [from, to] of partsAround(text, words[0], reach)) {
      const part = text.slice(from, to);
      regex.lastIndex = 0;
      for (let match = regex.exec(part); match; match = regex.exec(part)) {
        found.push([from, match]);
        if (found.length === most) return found;
        if (match[0] === '') regex.lastIndex += 1;
      }
    }
    return found;
  };
  return {
    exec: (text) => {
      const [first] = mayBeIn(text) ? matchesIn(text, 1) : [];
      if (!first) return undefined;
      const pairs = names.map((name, index) => [name, first[1][index + 1] ?? ''] as const);
      return Object.fromEntries(pairs.toReversed());
    },
    spans: (text) =>
      mayBeIn(text)
        ? matchesIn(text, Infinity).map(
            ([
              from,
              {
                index,
                0: { length },
                1: id = '',
              },
            ]) => [
              from + index - (known?.isBehindId === true ? id.length : 0),
              from + index + length,
            ],
          )
        : [],
  };
}

const escape = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);

/**
 * Makes a template of what a client said in a lab: `hosts` are the names and addresses there, and
 * `ports` the ports.
 */
export function templateOf(
  line: string,
  { hosts, ports }: { hosts: readonly string[]; ports: readonly number[] },
): string {
  const known = hosts.filter(Boolean).toSorted((a, b) => b.length - a.length);
  const host = String.raw`(?<![\w.:])(?:${[...known.map(escape), String.raw`127(?:\.\d+){3}`, '::1'].join('|')})(?![\w.]*\w)`;
  const shown = new RegExp(String.raw`\[?${host}\]?(?: \(${host}\))?(?:\|${host}\|)?`, 'g');
  const port = new RegExp(String.raw`(?<!\d)(?:${ports.join('|')})(?!\d)`, 'g');
  return line
    .replaceAll(shown, '<host>')
    .replaceAll(/(?<=<host>:|\bport )\d+/g, '<port>')
    .replaceAll(port, '<port>')
    .replaceAll(/(?<=<host>:<port>)\/[^\s)'"]*/g, '<path>')
    .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, '<time>')
    .replaceAll(/\d+(?= (?:ms|milliseconds)\b)/g, '<number>')
    .replaceAll(/\b[0-9A-F]{8,}(?=:error:)/g, '<id>');
}

/** A template with values in place of its placeholders, for tests and examples. */
export const filled = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replaceAll(/<(\w+)>/g, (whole, name: string) => values[name] ?? whole);
