import { causeText, type Cause } from '../../vocabulary/index.ts';
import type { Case } from '../case/case.ts';
import type { Pcaps } from '../run/capture.ts';
import { appearanceOf, lookalikePairs } from '../lookalikes.ts';
import { symptomText } from '../symptom.ts';
import { mergeCaptures } from '../witness/merge-captures.ts';
import { withoutEmptyOwn } from '../witness/own-connections.ts';
import { readPcap, type Packet } from '../witness/pcap.ts';
import { ladder } from '../witness/wire-ladder.ts';
import type { Exercise } from './exercise.ts';
import type { Lesson } from './lesson.ts';

/** What is told once the answer is given and the lab is mended. */
export interface LookBack {
  /** Causes, the outermost first; none where nothing is wrong. */
  truth: readonly Cause[];
  title: string;
  why: string;
  advice?: string;
  /** For each cause that was picked and is not there: what it would have shown, and how it is told. */
  predicted: readonly { cause: Cause; shows: string; tellApart: string }[];
  reference?: { grade: string; candidates: readonly Cause[] };
  /** The packets of both ends, of the attempt that failed and of the one that succeeded. */
  broken: string;
  mended?: string;
  /** What looks like this to a client and is something else: titles. */
  lookalikes: readonly string[];
  /** The healthy case that looks as if it had this cause. */
  twin?: string;
  /** The observation that splits them. */
  tellApart: string;
  see: readonly string[];
}

const mostLookalikes = 5;

export function lookBack({ lab, progress }: Lesson, exercises: readonly Exercise[]): LookBack {
  const { labCase } = lab.scene;
  const { title, lesson } = labCase.scenario;
  const { why, tellApart, see } = lesson;
  const cases = exercises.map((exercise) => exercise.labCase);
  const truth = labCase.layers.flatMap(({ cause }) => (cause === 'none' ? [] : [cause]));
  const [{ remedy }] = labCase.layers;
  const picks = progress.answer?.picks ?? [];
  const twin = twinOf(labCase, cases);
  const { reference } = progress;
  return {
    ...{ truth, title, why, tellApart, see },
    ...(remedy ? { advice: remedy.advice } : {}),
    predicted: picks.flatMap((pick) =>
      pick === 'none' || truth.includes(pick) ? [] : predictionOf(pick, labCase, cases),
    ),
    ...(reference ? { reference } : {}),
    broken: ladderOf(lab.packets.broken),
    ...(lab.packets.mended ? { mended: ladderOf(lab.packets.mended) } : {}),
    lookalikes: lookalikesOf(labCase, cases),
    ...(twin === undefined ? {} : { twin }),
  };
}

/** What a cause shows, in the case that is nearest to this one. */
function predictionOf(cause: Cause, labCase: Case, cases: readonly Case[]) {
  const [own] = labCase.layers;
  const having = cases.filter(({ layers: [first] }) => first.cause === cause);
  const like = having.find(({ layers: [{ symptom }] }) => same(symptom, own.symptom)) ?? having[0];
  if (like === undefined) return [{ cause, shows: causeText(cause), tellApart: '' }];
  const { packets, ...seen } = appearanceOf(like);
  const shows = `${symptomText(seen)}; packets: ${packets}`;
  return [{ cause, shows, tellApart: like.scenario.lesson.tellApart }];
}

const same = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** Titles of cases that a client cannot tell from this one, one for each cause. */
export function lookalikesOf(labCase: Case, cases: readonly Case[]): string[] {
  const pairs = lookalikePairs(cases.map(appearanceOf));
  const titles = new Map(cases.map(({ label, scenario }) => [label, scenario.title]));
  const others = pairs.flatMap((pair) => {
    if (!pair.some((appearance) => appearance.case === labCase.label)) return [];
    return pair.filter((appearance) => appearance.case !== labCase.label);
  });
  const byCause = new Map(others.map((other) => [other.cause, titles.get(other.case) ?? '']));
  return [...byCause.values()].slice(0, mostLookalikes);
}

/** The title of the healthy case that looks as if it had this cause. */
export function twinOf({ scenario }: Case, cases: readonly Case[]): string | undefined {
  if (scenario.cause === 'none' || scenario.twin === undefined) return undefined;
  return cases.find(({ id }) => id === scenario.twin)?.scenario.title;
}

/** More packets than fit on a screen say little. */
const mostPackets = 16;

/** A ladder of the packets of both ends, with a note at those that one end alone has seen. */
function ladderOf({ client, server }: Pcaps): string {
  const sightings = mergeCaptures(packetsIn(client), packetsIn(server));
  const shown = sightings.slice(0, mostPackets);
  const lines = ladder(shown.map(({ packet }) => packet)).split('\n');
  const [head = '', ...rungs] = lines;
  const noted = rungs.map((line, index) => {
    const at = shown[index]?.at ?? 'both';
    return at === 'both' ? line : `${line}  (at the ${at} only)`;
  });
  const more = sightings.length - shown.length;
  const all = [head, ...noted, ...(more > 0 ? [`and ${more} more packets`] : [])];
  return sightings.length === 0 ? 'No packet was captured, at either end.' : all.join('\n');
}

/** Those of the connection: neighbour discovery goes on beside it (RFC 4861), and hosts talk to themselves. */
export const packetsIn = (pcap: Buffer): Packet[] =>
  pcap.length === 0
    ? []
    : withoutEmptyOwn(readPcap(pcap)).filter(
        (packet) => packet.kind !== 'icmpv6' || packet.type < 130 || packet.type > 143,
      );
