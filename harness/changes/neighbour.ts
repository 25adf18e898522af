import type { Placement } from '../topology/place.ts';
import { shell, type Change, type Step } from './change.ts';

/** Locally administered (RFC 9542, 2.1) and unused: hosts of the lab have random ones. */
const ofNobody = '02:00:5e:00:53:01';

const addressOf = (of: string, { addresses }: Placement): string => addresses[of] ?? '';

const set = (on: string, address: string, hardware: string): Step =>
  shell(on, `ip neigh replace ${address} lladdr ${hardware} dev eth0 nud permanent`);

/** `ip neigh del` fails if there is no entry (ip-neighbour(8)). */
const forget = (on: string, address: string): Step =>
  shell(
    on,
    `! ip neigh show to ${address} dev eth0 | grep -q . || ip neigh del ${address} dev eth0`,
  );

/** A permanent neighbour entry maps another host of the network to the hardware address of a machine that is gone. */
export const fixNeighbour = <const H extends string, const T extends string>(
  on: H,
  of: T,
): Change<H | T> => ({
  verb: 'fixNeighbour',
  on,
  other: of,
  says: `a permanent entry gives the ${of} a hardware address that nobody has`,
  apply: (placement) => [set(on, addressOf(of, placement), ofNobody)],
  undo: (placement) => [forget(on, addressOf(of, placement))],
});

/** A host has no permanent neighbour entry for another, and resolves its hardware address. */
export const correctNeighbour = <const H extends string, const T extends string>(
  on: H,
  of: T,
): Change<H | T> => ({
  verb: 'correctNeighbour',
  on,
  other: of,
  says: `the host asks for the hardware address of the ${of}`,
  apply: (placement) => [forget(on, addressOf(of, placement))],
  undo: (placement) => [set(on, addressOf(of, placement), ofNobody)],
});

/** Harmless: a permanent neighbour entry maps another host of the network to its actual hardware address. */
export const pinNeighbour = <const H extends string, const T extends string>(
  on: H,
  of: T,
): Change<H | T> => ({
  verb: 'pinNeighbour',
  on,
  other: of,
  says: `a permanent entry gives the ${of} its own hardware address`,
  apply: (placement) => {
    const address = addressOf(of, placement);
    const hardware = `$(ip neigh show to ${address} dev eth0 | sed -n 's/.* lladdr \\([^ ]*\\).*/\\1/p')`;
    return [shell(on, `ping -q -c 1 -W 2 ${address}`), set(on, address, hardware)];
  },
  undo: (placement) => [forget(on, addressOf(of, placement))],
});
