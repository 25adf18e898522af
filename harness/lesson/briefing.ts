import type { ClientAttempt } from '../events.ts';
import type { Scene } from '../run/scene.ts';
import { urlOf } from '../topology/place.ts';
import type { Exercise } from './exercise.ts';

/** What a student is told at the beginning. It never names the cause. */
export interface Briefing {
  number: number;
  /** What should work. */
  task: string;
  /** The user's report, in the client's own words. */
  report: string;
  /** What the user knows of the server; empty if nothing is known. */
  known: readonly string[];
  /** Networks and their hosts, one line each. */
  picture: readonly string[];
}

/** Role shown to a student; it does not reveal which machine is the intended one. */
const roleIn: Readonly<Record<string, string>> = { server: 'machine', edge: 'machine' };

export function briefingOf(
  { number }: Pick<Exercise, 'number'>,
  { labCase, placement, session }: Pick<Scene, 'labCase' | 'placement' | 'session'>,
  attempt: ClientAttempt,
): Briefing {
  const { intendedAddress, intendedName } = placement.believed;
  const known = [
    ...(intendedAddress === undefined
      ? []
      : [`The service is meant to be at the address ${intendedAddress}.`]),
    ...(intendedName === undefined
      ? []
      : [`The service is meant to have the name ${intendedName}.`]),
  ];
  const isKept = labCase.stays !== undefined;
  return {
    number,
    task: `A program on the client connects to ${urlOf(session.aim)} and should ${isKept ? 'stay connected, and be answered each time that it asks' : 'be answered'}.`,
    report: `${attempt.message} (after ${Math.round(attempt.afterMs)} ms)`,
    known,
    picture: pictureOf({ labCase, placement }),
  };
}

/** A host as the briefing shows it. */
interface PicturedHost {
  name: string;
  /** Displayed role; the same for the intended machine and others. */
  role: string;
  /** Its address in each network; undefined in networks that it is not on. */
  addresses: readonly (string | undefined)[];
}

function hostsIn({ labCase, placement }: Pick<Scene, 'labCase' | 'placement'>): PicturedHost[] {
  const { hosts } = labCase.scenario.topology;
  return placement.lab.hosts.map(({ name, interfaces }) => {
    const role = hosts[name]?.role ?? name;
    const addresses = placement.lab.networks.map(
      (network) => interfaces.find((each) => each.network === network)?.addresses[0]?.split('/')[0],
    );
    return { name, role: roleIn[role] ?? role, addresses };
  });
}

/** A network, then its hosts, one line each: `  router     10.1.0.9`. */
function pictureOf(scene: Pick<Scene, 'labCase' | 'placement'>): string[] {
  const hosts = hostsIn(scene);
  return scene.placement.lab.networks.flatMap((_, index) => {
    const members = hosts.flatMap(({ role, addresses }) =>
      addresses[index] === undefined ? [] : [`  ${role.padEnd(9)} ${addresses[index]}`],
    );
    return [`network ${index + 1}`, ...members.toSorted()];
  });
}
