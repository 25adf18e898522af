import type { Case } from '../case/case.ts';
import type { Lane } from '../engine/engine.ts';
import { confine } from '../topology/draw-point.ts';

/** The case with the axes that a lane supports: without IPv6 in the kernel, IPv6 is never drawn. */
export const ableIn = ({ lacksIpv6 = false }: Pick<Lane, 'lacksIpv6'>, labCase: Case): Case =>
  lacksIpv6 ? { ...labCase, axes: confine(labCase.axes, 'ipVersion', [4]) } : labCase;

/** Whether a case can be run over IPv6 alone. */
export const overIpv6 = ({ axes, point }: Case): boolean =>
  point === undefined ? !axes.ipVersion.includes(4) : point.ipVersion === 6;
