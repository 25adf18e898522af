import { ladderDiagram } from '../../../harness/report/page/ladder.ts';
import { mapOfPlacement } from '../../../harness/topology/network-map.ts';
import { causeText } from '../../../vocabulary/index.ts';
import { lookBack, packetsIn } from '../../../harness/lesson/look-back.ts';
import { faultsOf } from '../../../harness/run/case-started.ts';
import type { Lesson } from '../../../harness/lesson/lesson.ts';
import { markup, type Markup } from '../../../harness/report/markup.ts';
import type { Seat } from '../seat.ts';

/** Packets of one attempt, drawn as in the report; faults that were still present are marked. */
function drawn({ lab }: Lesson, which: 'broken' | 'mended'): Markup | undefined {
  const pcaps = lab.packets[which];
  if (pcaps === undefined) return undefined;
  const { labCase, placement } = lab.scene;
  return ladderDiagram({
    client: packetsIn(pcaps.client),
    server: packetsIn(pcaps.server),
    network: mapOfPlacement(labCase.scenario.topology, placement),
    faults: which === 'broken' ? faultsOf(labCase) : [],
    serverAddress: placement.addresses[placement.target],
  });
}

/** Truth, packets and look-alikes, once the answer is given and the lab is mended. */
export function backPart({ room }: Seat, lesson: Lesson): Markup {
  const { answer, isSolved } = lesson.progress;
  if (!answer || !isSolved) return markup``;
  const back = lookBack(lesson, room.exercises);
  const { truth, reference, predicted, lookalikes, twin, see } = back;
  return markup`<section class="card back-part"><h2>What it was</h2>
${truth.length === 0 ? markup`<p><b>Nothing is wrong here.</b></p>` : truth.map((cause) => markup`<p><b>${cause}</b>: ${causeText(cause)}</p>`)}
<p>${back.why}</p>
${back.advice === undefined ? undefined : markup`<p><b>Remedy:</b> ${back.advice}</p>`}
${predicted.map(
  ({ cause, shows, tellApart }) =>
    markup`<p>Your answer <b>${cause}</b> would have shown: ${shows}. ${tellApart}</p>`,
)}
${reference && markup`<p>The reference diagnoser said ${reference.candidates.join(', ') || 'that nothing is wrong'}: ${reference.grade}.</p>`}
<h3>Packets of the attempt that failed, at both ends</h3>
${drawn(lesson, 'broken')}
${back.mended === undefined ? undefined : markup`<h3>Packets once it was mended</h3>${drawn(lesson, 'mended')}`}
<h3>What looks like it</h3>
<ul>${lookalikes.map((title) => markup`<li>${title}</li>`)}${twin === undefined ? undefined : markup`<li>healthy: ${twin}</li>`}</ul>
<p><b>What tells it apart:</b> ${back.tellApart}</p>
<p class="note">See: ${see.join('; ')}</p></section>`;
}
