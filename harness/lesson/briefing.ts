import type { ClientAttempt } from '../events.ts';
import type { Scene } from '../run/scene.ts';
import { urlOf } from '../topology/place.ts';
import type { Exercise } from './exercise.ts';

/** What a student is told at the beginning. Nothing in it names the cause. */
export interface Briefing {
  number: number;
  /** What should work. */
  task: string;
  /** What a person reports: the client's own words. */
  report: string;
  /** What the user knows of the server; none where nothing is known. */
  known: readonly string[];
  /** The networks and the hosts on them, a line each. */
  picture: readonly string[];
}

/** A machine may be the one that is meant or another: it is not told which. */
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

/** A host as a student knows it from the briefing. */
interface PicturedHost {
  name: string;
  /** What it is called, which does not tell the machine that is meant from another. */
  role: string;
  /** Its address in each of the networks; undefined in those that it is not on. */
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

/** A network, and below it each host on it: `  router     10.1.0.9`. */
function pictureOf(scene: Pick<Scene, 'labCase' | 'placement'>): string[] {
  const hosts = hostsIn(scene);
  return scene.placement.lab.networks.flatMap((_, index) => {
    const members = hosts.flatMap(({ role, addresses }) =>
      addresses[index] === undefined ? [] : [`  ${role.padEnd(9)} ${addresses[index]}`],
    );
    return [`network ${index + 1}`, ...members.toSorted()];
  });
}
