import type { Placement } from '../topology/place.ts';
import { shell, type Change, type Step } from './change.ts';

const routesOf = ({ lab }: Placement, on: string): string[] =>
  lab.hosts.find(({ name }) => name === on)?.routes ?? [];

/** `ip route del` fails if there is no such route (ip-route(8)). */
const remove = (on: string, placement: Placement): Step[] =>
  routesOf(placement, on).map((route) => {
    const ip = placement.ipVersion === 4 ? 'ip' : 'ip -6';
    return shell(on, `! ${ip} route show ${route} | grep -q . || ${ip} route del ${route}`);
  });

const restore = (on: string, placement: Placement): Step[] =>
  routesOf(placement, on).map((route) => shell(on, `ip route replace ${route}`));

/** A host loses its routes to all networks that it is not on. */
export const loseRoutes = <const H extends string>(on: H): Change<H> => ({
  verb: 'loseRoutes',
  on,
  says: 'the host has no route to other networks',
  apply: (placement) => remove(on, placement),
  undo: (placement) => restore(on, placement),
});

/** A host has its routes to other networks. */
export const giveRoutes = <const H extends string>(on: H): Change<H> => ({
  verb: 'giveRoutes',
  on,
  says: 'the host has its routes to other networks',
  apply: (placement) => restore(on, placement),
  undo: (placement) => remove(on, placement),
});
