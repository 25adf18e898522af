import { causeText, isKnownCause, type Cause } from '../vocabulary/index.ts';
import { families, familyOfCase } from './families/index.ts';
import type { Family, TellingCommand } from './family.ts';
import type { FoundWords } from './found.ts';
import type { Particulars } from './particulars.ts';
import { causeOf, type RecordedWords } from './record.ts';
import { isAddress, isLoopback, ofNames } from './ruled-out.ts';

/** A cause that the words leave possible. */
export interface Candidate {
  cause: Cause;
  says: string;
  family: string;
  /** Whether these very words were recorded where this was the cause. */
  recorded: boolean;
  /** Commands that tell it from the others. */
  look: readonly TellingCommand[];
  /** A scenario in which it is made real. */
  scenario?: string;
}

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];

/** Of a URL without one (RFC 9110, 4.2; RFC 6455, 3). */
const ports: Readonly<Record<string, string>> = { http: '80', https: '443', ws: '80', wss: '443' };

function filledIn(
  { on, run, shows }: TellingCommand,
  cause: Cause,
  { host, port, scheme = '' }: Particulars,
): TellingCommand {
  // An address has no record to ask for: the person knows the name, if there is one.
  const isNamed = isKnownCause(cause) && ofNames.includes(cause);
  const server = host === undefined ? 'SERVER' : isNamed && isAddress(host) ? 'NAME' : host;
  const isTls = ['https', 'wss'].includes(scheme) && cause !== 'plain-server';
  const fill = (text: string): string =>
    (isTls ? text.replaceAll('http://SERVER', 'https://SERVER') : text)
      .replaceAll(/\bSERVER\b/g, server)
      .replaceAll(/\bPORT\b/g, port ?? ports[scheme] ?? 'PORT');
  return { on, run: fill(run), shows: fill(shows) };
}

const allSuspects = families.flatMap(({ suspects }) => suspects);

/** How a cause is told from the others: by the words themselves, by its family, or as any family says it. */
const looksOf = (
  cause: Cause,
  family: Family | undefined,
  words: readonly FoundWords[],
  { host = '' }: Particulars,
): readonly TellingCommand[] => {
  const own = words.find(
    ({ words: { causes, look } }) => look && causes?.some((one) => one === cause),
  );
  if (own?.words.look) return own.words.look;
  const suspect =
    family?.suspects.find((one) => one.cause === cause) ??
    allSuspects.find((one) => one.cause === cause);
  return (isLoopback(host) ? suspect?.onLoopback : undefined) ?? suspect?.look ?? [];
};

/** What the words leave together; where they contradict each other, what any of them leaves. */
function leftBy(words: readonly FoundWords[]): Cause[] | undefined {
  const lists = words.flatMap(({ words: { causes } }) => (causes ? [causes] : []));
  const [first, ...others] = lists.toSorted((a, b) => a.length - b.length);
  if (!first) return undefined;
  const all = first.filter((cause) => others.every((list) => list.includes(cause)));
  return all.length > 0 ? all : unique(lists.flat());
}

/** The first scenario of each cause. */
const firstOf = (recorded: readonly RecordedWords[]): Map<string, string> =>
  new Map(recorded.toReversed().map(({ id }) => [causeOf(id), id]));

interface Scenarios {
  ofFamily: ReadonlyMap<Family | undefined, ReadonlyMap<string, string>>;
  anywhere: ReadonlyMap<string, string>;
}

const known = new WeakMap<readonly RecordedWords[], Scenarios>();

/** Of all cases, which are the same for every message, the first scenario of each cause. */
function scenariosOf(all: readonly RecordedWords[]): Scenarios {
  const found = known.get(all);
  if (found) return found;
  const placed = Map.groupBy(all, (recorded) => familyOfCase(recorded));
  const ofFamily = new Map([...placed].map(([family, its]) => [family, firstOf(its)]));
  const scenarios = { ofFamily, anywhere: firstOf(all) };
  known.set(all, scenarios);
  return scenarios;
}

/**
 * The causes of a family, likeliest first: those that the words of the documentation leave, before those of
 * which the words were recorded (`cases`). Where the documentation does not choose, the recorded ones
 * come before the others of the family.
 */
export function candidatesOf(
  family: Family | undefined,
  {
    cases,
    all,
    words,
    particulars,
    isOut,
  }: {
    cases: readonly RecordedWords[];
    all: readonly RecordedWords[];
    words: readonly FoundWords[];
    particulars: Particulars;
    isOut: (cause: Cause) => boolean;
  },
): Candidate[] {
  const saying = unique(cases.map(({ id }) => id));
  const recorded = unique(saying.map(causeOf)).filter(isKnownCause);
  const suspects = (family?.suspects ?? []).map(({ cause }) => cause);
  const left = leftBy(words.filter((found) => found.family === family));
  const inOrder = left
    ? [...left, ...recorded]
    : [
        ...suspects.filter((cause) => recorded.some((one) => one === cause)),
        ...recorded,
        ...suspects,
      ];
  const own = firstOf(cases);
  const { ofFamily, anywhere } = scenariosOf(all);
  // `localhost` led to ::1, and many a server listens on 127.0.0.1 alone.
  const ofLocalhost: readonly Cause[] = ['localhost-other-family', 'bound-elsewhere'];
  const first =
    particulars.host === '::1' ? ofLocalhost.filter((cause) => inOrder.includes(cause)) : [];
  return unique<Cause>([...first, ...inOrder])
    .filter((cause) => !isOut(cause))
    .map((cause) => {
      const scenario = own.get(cause) ?? ofFamily.get(family)?.get(cause) ?? anywhere.get(cause);
      return {
        cause,
        says: causeText(cause),
        family: family?.name ?? 'other',
        recorded: scenario !== undefined && saying.includes(scenario),
        look: looksOf(cause, family, words, particulars).map((command) =>
          filledIn(command, cause, particulars),
        ),
        ...(scenario === undefined ? {} : { scenario }),
      };
    });
}
