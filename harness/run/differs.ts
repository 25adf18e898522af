import type { Layer } from '../case/case.ts';
import { ScenarioError } from '../errors.ts';
import type { ClientAttempt } from '../events.ts';
import { inFull, isSeen, symptomText } from '../symptom.ts';
import { agrees } from '../witness/wire.ts';
import type { wireOf } from './capture.ts';
import { layerName, nameOf, replay, say, type Scene } from './scene.ts';

type AtEnds = ReturnType<typeof wireOf>;

const isShown = ({ symptom, wire }: Layer, attempt: ClientAttempt, seen: AtEnds): boolean =>
  isSeen(symptom, attempt) && agrees(wire, seen);

/** The deviation from what the layer declares; undefined if there is none. */
export function differs(
  scene: Scene,
  attempt: ClientAttempt,
  wire: AtEnds,
): ScenarioError | undefined {
  const { labCase, layer } = scene;
  if (isShown(layer, attempt, wire)) return undefined;
  const symptom = symptomText(inFull(layer.symptom));
  const declared = JSON.stringify(layer.wire).replaceAll('"', '');
  const isUnbroken = layer.cause !== 'none' && attempt.code === 'connected';
  const isSymptom = !isSeen(layer.symptom, attempt);
  const fault = isUnbroken ? 'the fault does nothing' : 'the fault does not show as declared';
  const wrong = layer.cause === 'none' ? 'the connection is not healthy' : fault;
  const before = labCase.layers[layer.number - 2];
  const other = labCase.layers.find((shown) => shown !== layer && isShown(shown, attempt, wire));
  const what = isSymptom
    ? `${wrong}. Expected ${symptom}, observed ${say(attempt)}.`
    : `the packets do not do what is declared. Expected ${declared}, observed ${wire.client} at the client and ${wire.server} at the server.`;
  const code = isUnbroken ? 'SCENARIO_FAULT' : isSymptom ? 'SCENARIO_SYMPTOM' : 'SCENARIO_WIRE';
  return new ScenarioError({
    code,
    what: `${nameOf(scene)}: ${what}`,
    evidence: [
      `client → ${attempt.url}: ${symptomText(attempt)}, ${attempt.message}`,
      `packets at the client: ${wire.client}`,
      `packets at the server: ${wire.server}`,
      `declared: ${symptom}; ${declared}`,
      ...(other === undefined
        ? []
        : [
            other === before
              ? `that is ${layerName(labCase, other)} still: its remedy, ${other.mending.says}, changes nothing`
              : `that is declared of ${layerName(labCase, other)}: the outermost layer comes first`,
          ]),
    ],
    next: replay(scene),
  });
}
