import type { Change, Step } from './change.ts';
import { sweepUfw } from './ufw.ts';

/** Logins, web sites, database administration, and the panel itself. */
const panelPorts = '22,80,443,888,8888';

const panel = (on: string, flags: Record<string, string>): Step => ({
  ...{ kind: 'finish', on, program: 'hosting-panel', flags, user: 'root' },
});

/** A hosting panel rules the host's firewall: only the ports on its own list are let in. */
export const installPanel = <const H extends string>(on: H): Change<H> => ({
  verb: 'installPanel',
  on,
  says: 'a hosting panel lets in the ports on its list, and denies every other',
  apply: () => [panel(on, { open: panelPorts })],
  undo: () => [panel(on, { close: panelPorts }), sweepUfw(on)],
});

/** The target's port is put on the list of the hosting panel. */
export const openPortInPanel = <const H extends string>(on: H): Change<H> => ({
  verb: 'openPortInPanel',
  on,
  says: 'the port is on the list of the hosting panel',
  apply: ({ aim }) => [panel(on, { open: String(aim.port) })],
  undo: ({ aim }) => [panel(on, { close: String(aim.port) })],
});
