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

/** Explanation given after the answer and the mend. */
export interface LookBack {
  /** Causes, outermost first; empty if nothing is wrong. */
  truth: readonly Cause[];
  title: string;
  why: string;
  advice?: string;
  /** For each wrongly chosen cause: what it would have shown, and how to tell it apart. */
  predicted: readonly { cause: Cause; shows: string; tellApart: string }[];
  reference?: { grade: string; candidates: readonly Cause[] };
  /** Packet ladders of both ends, of the failed attempt and of the successful one. */
  broken: string;
  mended?: string;
  /** Titles of cases with other causes that look the same to a client. */
  lookalikes: readonly string[];
  /** Title of the healthy case that looks like this cause. */
  twin?: string;
  /** The observation that distinguishes them. */
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

/** What a cause would have shown, from its case that is most similar to this one. */
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

/** Title of the healthy case that looks like this cause. */
export function twinOf({ scenario }: Case, cases: readonly Case[]): string | undefined {
  if (scenario.cause === 'none' || scenario.twin === undefined) return undefined;
  return cases.find(({ id }) => id === scenario.twin)?.scenario.title;
}

/** Longest ladder shown, in packets: it should fit on a screen. */
const mostPackets = 16;

/** A ladder of the packets of both ends; a note marks packets captured at one end only. */
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

/** Packets of the connection, without neighbour discovery (RFC 4861) and loopback traffic. */
export const packetsIn = (pcap: Buffer): Packet[] =>
  pcap.length === 0
    ? []
    : withoutEmptyOwn(readPcap(pcap)).filter(
        (packet) => packet.kind !== 'icmpv6' || packet.type < 130 || packet.type > 143,
      );
