import { inFull } from '../symptom.ts';
import { defaultPoint, valuesOf, varying } from '../topology/draw-point.ts';
import type { Point } from '../topology/point.ts';
import { keyOf, labelOf, layerKey, layerLabel } from './case-name.ts';
import { atPoint, type Case, type Layer } from './case.ts';
import { pointText } from './point-text.ts';

const signature = ({ layers }: Case): string =>
  JSON.stringify(layers.map(({ symptom, wire }) => [inFull(symptom), wire]));

/** The case named by where it lies: as it is at the defaults, otherwise with the values that differ. */
export function named(one: Case, point: Point): Case {
  const where = pointText(one.axes, point).replaceAll(',', ', ');
  const form = [one.form, where].filter(Boolean).join('; ');
  const placed = atPoint(one, point);
  if (where === '') return placed;
  const [label, key] = [labelOf(one.id, form), keyOf(one.id, form)];
  const renamed = (layer: Layer): Layer => ({
    ...layer,
    label: layerLabel(label, layer.number),
    key: layerKey(key, layer.number),
  });
  const [first, ...others] = placed.layers;
  return { ...placed, form, label, key, layers: [renamed(first), ...others.map(renamed)] };
}

/**
 * What a plain client may see of a case: the case at the defaults, and at each value of one axis at which
 * symptom or packets are others.
 */
export function shownCases(one: Case): Case[] {
  const usual = defaultPoint(one.axes);
  const points = varying(one.axes).flatMap((axis) =>
    valuesOf(one.axes, axis).map((value): Point => ({ ...usual, [axis]: value })),
  );
  const found = new Map<string, Case>();
  for (const point of [usual, ...points]) {
    const placed = named(one, point);
    if (!found.has(signature(placed))) found.set(signature(placed), placed);
  }
  return [...found.values()];
}
