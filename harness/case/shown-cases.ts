import { inFull } from '../symptom.ts';
import { defaultPoint, valuesOf, varying } from '../topology/draw-point.ts';
import type { Point } from '../topology/point.ts';
import { labelOf } from './case-name.ts';
import { atPoint, type Case } from './case.ts';
import { pointText } from './point-text.ts';

const signature = ({ scenario: { symptom, wire } }: Case): string =>
  JSON.stringify([inFull(symptom), wire]);

/** The case named by where it lies: as it is at the defaults, otherwise with the values that differ. */
export function named(one: Case, point: Point): Case {
  const where = pointText(one.axes, point).replaceAll(',', ', ');
  const form = [one.form, where].filter(Boolean).join('; ');
  const placed = atPoint(one, point);
  return where === '' ? placed : { ...placed, form, label: labelOf(one.id, form) };
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
