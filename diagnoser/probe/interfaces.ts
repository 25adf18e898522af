import { readdirSync } from 'node:fs';
import type { Route } from '../evidence.ts';
import { readText } from './counters.ts';

const place = '/sys/class/net';
/** Interface flags (linux/if.h, IFF_UP, IFF_LOOPBACK). */
const isUp = 0x1;
const isLoopback = 0x8;

/** Interfaces of this machine that carry nothing; undefined if all do, or that cannot be read. */
export const readIdle = (): Route['idle'] => {
  try {
    const idle = readdirSync(place).flatMap((name) => {
      const why = idleBy(
        readText(`${place}/${name}/flags`) ?? '',
        readText(`${place}/${name}/operstate`) ?? '',
      );
      return why === undefined ? [] : [{ name, why }];
    });
    return idle.length === 0 ? undefined : idle;
  } catch {
    return undefined;
  }
};

/** Why an interface carries nothing, by its `flags` and `operstate` (sysfs-class-net; RFC 2863, ifOperStatus). */
export const idleBy = (flags: string, state: string): 'down' | 'no-carrier' | undefined => {
  const bits = Number.parseInt(flags, 16);
  if (Number.isNaN(bits) || bits & isLoopback) return undefined;
  if (!(bits & isUp)) return 'down';
  return ['down', 'lowerlayerdown'].includes(state.trim()) ? 'no-carrier' : undefined;
};
