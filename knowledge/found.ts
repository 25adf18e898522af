import { families } from './families/index.ts';
import type { Documented, Family } from './family.ts';
import type { Sign } from './signs.ts';
import type { Span } from './text-words.ts';
import { patternOf } from './words.ts';

/** Words of the documentation that stand in a text. */
export interface FoundWords {
  family: Family;
  words: Documented;
  line: string;
  spans: readonly Span[];
}

/** Browsers and Windows print the apostrophe of typography, and people paste either. */
const plain = (text: string): string => text.replaceAll('’', "'");

/** Of every template, once: compiled for each text they cost more than all the rest. */
const patterns = families.flatMap((family) =>
  family.words.flatMap((words) =>
    words.says.map((line) => ({ family, words, line, pattern: patternOf(plain(line)) })),
  ),
);

const overlap = ([begin, end]: Span, [from, to]: Span): boolean => begin < to && from < end;
const within = ([begin, end]: Span, [from, to]: Span): boolean => from <= begin && end <= to;

/** Longer words say more: where `timed out` is a part of `upstream timed out`, the first is not said. */
function longestOf(found: readonly FoundWords[]): FoundWords[] {
  const kept: FoundWords[] = [];
  for (const words of found.toSorted((a, b) => b.line.length - a.line.length)) {
    const others = kept.filter(
      ({ family, line }) => family !== words.family && line.length > words.line.length,
    );
    const taken = others.flatMap(({ spans }) => spans);
    if (!words.spans.every((span) => taken.some((longer) => overlap(span, longer)))) {
      kept.push(words);
    }
  }
  return kept;
}

/** The words of the documentation in a text, the longest first. */
export function documentedIn(given: string): FoundWords[] {
  const text = plain(given);
  const found = patterns.flatMap(({ family, words, line, pattern }) => {
    const spans = pattern.spans(text);
    return spans.length > 0 ? [{ family, words, line, spans }] : [];
  });
  const longest = longestOf(found);
  const least = Math.min(...longest.map(reserveOf));
  const telling = longest.filter((words) => reserveOf(words) === least);
  return longest.filter(({ family }) => telling.some((other) => other.family === family));
}

/** How far words leave it to others: 0 not at all. */
const reserveOf = ({ words: { yields } }: FoundWords): number =>
  yields === 'to all' ? 2 : yields === true ? 1 : 0;

/** The recorded lines in a text, but those that are a part of longer words of the documentation. */
export function recordedIn(
  text: string,
  signs: readonly Sign[],
  documented: readonly FoundWords[],
): Sign[] {
  return signs.filter(({ exact, template }) => {
    const spans = exact.spans(text);
    // Nearly every text lacks nearly every line.
    if (spans.length === 0) return false;
    const longer = documented.filter(({ line }) => line.length > template.length);
    const taken = longer.flatMap(({ spans }) => spans);
    return spans.some((span) => !taken.some((other) => within(span, other)));
  });
}
