import type { ListedPorts } from '../topology/lets-in.ts';
import type { Change, Step } from './change.ts';
import { sweepUfw } from './ufw.ts';

/** The panel's port list. If ports are restricted to one network, ping is disabled too. */
const listOf = ({ from, ports }: ListedPorts): Record<string, string> =>
  from === undefined ? { open: ports.join(',') } : { open: ports.join(','), from, ping: 'off' };

const panel = (on: string, flags: Record<string, string>): Step => ({
  ...{ kind: 'finish', on, program: 'hosting-panel', flags, user: 'root' },
});

/**
 * A hosting panel manages the host's firewall: it accepts only the ports on its list, or all but those it lists as
 * closed.
 */
export const installPanel = <const H extends string>(on: H): Change<H> => ({
  verb: 'installPanel',
  on,
  says: 'a hosting panel rules the firewall, and has not let the port in',
  asks: 'letsIn',
  apply: ({ aim, letsIn }) => [
    panel(on, letsIn === 'all' ? { shut: String(aim.port) } : listOf(letsIn)),
  ],
  undo: ({ aim, letsIn }) => [
    panel(on, { close: letsIn === 'all' ? String(aim.port) : letsIn.ports.join(',') }),
    sweepUfw(on),
  ],
});

/** Adds the target's port to the hosting panel's list. */
export const openPortInPanel = <const H extends string>(on: H): Change<H> => ({
  verb: 'openPortInPanel',
  on,
  says: 'the port is on the list of the hosting panel',
  apply: ({ aim }) => [panel(on, { open: String(aim.port) })],
  undo: ({ aim, letsIn }) => [
    panel(on, { [letsIn === 'all' ? 'shut' : 'close']: String(aim.port) }),
  ],
});
