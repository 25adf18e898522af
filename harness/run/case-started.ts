import type { Case } from '../case/case.ts';
import { wholePointText } from '../case/point-text.ts';
import type { Fault, NewEvent, Truth } from '../events.ts';
import { mapOfPlacement } from '../topology/network-map.ts';
import type { Placement } from '../topology/place.ts';

/** The event that begins a case. `truths`: one for each layer, outermost first. */
export const caseStarted = (
  labCase: Case,
  truths: readonly [Truth, ...Truth[]],
  placement: Placement,
): NewEvent => ({
  type: 'case-started',
  case: labCase.label,
  scenario: labCase.id,
  ...(labCase.form === undefined ? {} : { form: labCase.form }),
  ...(labCase.point === undefined ? {} : { at: wholePointText(labCase.axes, labCase.point) }),
  title: labCase.scenario.title,
  truth: truths[0],
  ...(truths.length === 1 ? {} : { layers: [...truths] }),
  network: mapOfPlacement(labCase.scenario.topology, placement),
  ...toldFaults(faultsOf(labCase)),
  lesson: lessonOf(labCase),
});

const lessonOf = ({ scenario: { lesson } }: Case) => {
  const { why, tellApart, see } = lesson;
  return { why, tellApart, see };
};

/** The faults of a case and their places; empty for a healthy one. */
export const faultsOf = ({ layers }: Case): Fault[] =>
  layers.flatMap(({ cause, changes, number }) =>
    cause === 'none'
      ? []
      : changes.map(({ on, says }) => ({
          ...{ on, says },
          ...(layers.length === 1 ? {} : { layer: number }),
        })),
  );

const toldFaults = (faults: Fault[]): { faults?: Fault[] } =>
  faults.length === 0 ? {} : { faults };
