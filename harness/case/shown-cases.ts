import { inFull } from '../symptom.ts';
import { defaultPoint, valuesOf, varying } from '../topology/draw-point.ts';
import type { Point } from '../topology/point.ts';
import { keyOf, labelOf, layerKey, layerLabel } from './case-name.ts';
import { atPoint, type Case, type Layer } from './case.ts';
import { pointText } from './point-text.ts';

const signature = ({ layers }: Case): string =>
  JSON.stringify(layers.map(({ symptom, wire }) => [inFull(symptom), wire]));

/** Names the case by its point: no suffix at the defaults, otherwise the values that differ. */
export function named(labCase: Case, point: Point): Case {
  const where = pointText(labCase.axes, point).replaceAll(',', ', ');
  const form = [labCase.form, where].filter(Boolean).join('; ');
  const placed = atPoint(labCase, point);
  if (where === '') return placed;
  const [label, key] = [labelOf(labCase.id, form), keyOf(labCase.id, form)];
  const renamed = (layer: Layer): Layer => ({
    ...layer,
    label: layerLabel(label, layer.number),
    key: layerKey(key, layer.number),
  });
  const [first, ...others] = placed.layers;
  return { ...placed, form, label, key, layers: [renamed(first), ...others.map(renamed)] };
}

/**
 * All views that a plain client may have of a case: at the defaults, and at each value of one axis that changes
 * symptom or packets.
 */
export function shownCases(labCase: Case): Case[] {
  const usual = defaultPoint(labCase.axes);
  const points = varying(labCase.axes).flatMap((axis) =>
    valuesOf(labCase.axes, axis).map((value): Point => ({ ...usual, [axis]: value })),
  );
  const found = new Map<string, Case>();
  for (const point of [usual, ...points]) {
    const placed = named(labCase, point);
    if (!found.has(signature(placed))) found.set(signature(placed), placed);
  }
  return [...found.values()];
}
