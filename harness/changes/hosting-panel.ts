import type { ListedPorts } from '../topology/lets-in.ts';
import type { Change, Step } from './change.ts';
import { sweepUfw } from './ufw.ts';

/** What the panel is told of its list. Where ports are for one network alone, ping is switched off, too. */
const listOf = ({ from, ports }: ListedPorts): Record<string, string> =>
  from === undefined ? { open: ports.join(',') } : { open: ports.join(','), from, ping: 'off' };

const panel = (on: string, flags: Record<string, string>): Step => ({
  ...{ kind: 'finish', on, program: 'hosting-panel', flags, user: 'root' },
});

/**
 * A hosting panel rules the host's firewall: only the ports on its own list are let in, or all but those
 * that it lists as closed.
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

/** The target's port is put on the list of the hosting panel. */
export const openPortInPanel = <const H extends string>(on: H): Change<H> => ({
  verb: 'openPortInPanel',
  on,
  says: 'the port is on the list of the hosting panel',
  apply: ({ aim }) => [panel(on, { open: String(aim.port) })],
  undo: ({ aim, letsIn }) => [
    panel(on, { [letsIn === 'all' ? 'shut' : 'close']: String(aim.port) }),
  ],
});
