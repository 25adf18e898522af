import type { Change } from './change.ts';
import { iptables } from './iptables.ts';

/** Harmless: a host's own firewall accepts the target's port, and of the others those that are listed. */
export const guardHost = <const H extends string>(on: H): Change<H> => ({
  verb: 'guardHost',
  on,
  says: 'the firewall of the host lets in the port, and of others what is listed',
  asks: 'letsIn',
  apply: (placement) =>
    placement.letsIn === 'all'
      ? []
      : [...iptables.drop.apply(on, placement), ...iptables.allow.apply(on, placement)],
  undo: (placement) =>
    placement.letsIn === 'all'
      ? []
      : [...iptables.drop.undo(on, placement), ...iptables.allow.undo(on, placement)],
});
