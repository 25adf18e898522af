import { markup } from '../harness/report/markup.ts';
import { fateOf, type Fate } from '../harness/report/page/fate.ts';
import { lanesOf, type Lifelines } from '../harness/report/page/lanes.ts';
import { capturedNetwork } from '../harness/report/sample-events.ts';
import { mergeCaptures, type Sighting } from '../harness/witness/merge-captures.ts';
import { StreamWords } from '../harness/witness/stream-words.ts';
import { labelOf } from '../harness/witness/wire-ladder.ts';
import { recordedPackets } from '../tests/recorded-capture.ts';
import { monospaced, type Theme } from './theme.ts';

/** A router that discards what the server answers (tests/recorded/captures/README.md). */
const capture = 'reply-drop';
const broken = 'router';

/** Pixels. */
const [width, left, right] = [704, 150, 654];
const [top, step] = [72, 44];

interface Rung {
  sighting: Sighting;
  fate: Fate;
  label: string;
  sinceMs: number;
}

function rungsOf(): { lanes: Lifelines; rungs: Rung[] } {
  const [client, server] = [
    recordedPackets(`${capture}.client`),
    recordedPackets(`${capture}.server`),
  ];
  const sightings = mergeCaptures(client, server);
  const lanes = lanesOf(sightings, capturedNetwork, '10.77.2.2');
  const words = new StreamWords();
  const [first] = sightings;
  const rungs = sightings.map((sighting, index) => ({
    sighting,
    fate: fateOf(sighting, sightings.slice(index + 1), lanes, [lanes.named(broken)]),
    label: labelOf(sighting.packet, words),
    sinceMs: sighting.packet.atMs - (first?.packet.atMs ?? 0),
  }));
  return { lanes, rungs };
}

/** The packets of both ends as `badconn report` draws them: a line for each host, and where a packet went no further. */
export function ladderPicture({ ground, text, colours }: Theme): string {
  const { lanes, rungs } = rungsOf();
  const x = (lane: number): number => left + (lane * (right - left)) / (lanes.all.length - 1);
  const height = top + rungs.length * step;
  const heads = lanes.all.map(({ name, addresses: [address] }, lane) => {
    const isBroken = name === broken;
    return markup`<text x="${x(lane)}" y="26" font-weight="bold" text-anchor="middle" fill="${isBroken ? colours[31] : text}">${isBroken ? `${name} ✗` : name}</text><text x="${x(lane)}" y="44" text-anchor="middle" fill="${text}">${address ?? ''}</text><line x1="${x(lane)}" x2="${x(lane)}" y1="54" y2="${height - 12}" stroke="${text}" stroke-opacity="0.35"/>
`;
  });
  const drawn = rungs.map(({ fate, label, sinceMs }, index) => {
    const y = top + index * step + 14;
    const [from, to] = [x(fate.from), x(fate.to)];
    const isLost = fate.kind !== 'whole';
    const colour = isLost ? colours[31] : text;
    const head = Math.sign(to - from) * 9;
    const says = fate.says === undefined ? '' : `, ${fate.says}`;
    const end = isLost
      ? markup`<path d="M${to - 5} ${y - 5}l10 10m0 -10l-10 10" stroke="${colour}" stroke-width="2"/>`
      : markup`<path d="M${to} ${y}l${-head} -5v10z" fill="${colour}"/>`;
    return markup`<text x="128" y="${y + 4}" text-anchor="end" fill="${text}" fill-opacity="0.75">${sinceMs.toFixed(2)} ms</text><line x1="${from}" x2="${to}" y1="${y}" y2="${y}" stroke="${colour}" stroke-width="1.5"${isLost ? markup` stroke-dasharray="6 4"` : undefined}/>${end}<text x="${(x(0) + x(lanes.all.length - 1)) / 2}" y="${y - 8}" text-anchor="middle" fill="${colour}" stroke="${ground}" stroke-width="5" paint-order="stroke">${label}${says}</text>
`;
  });
  return markup`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="Packets captured at both ends of a connection, as a report draws them">
<rect width="${width}" height="${height}" rx="8" fill="${ground}"/>
<g font-family="${monospaced}" font-size="13">
${heads}${drawn}</g>
</svg>
`.markup;
}
