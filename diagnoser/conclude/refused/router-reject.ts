import { decides, speaksAgainst, type CauseFile } from '../cause-file.ts';
import { isLoopback } from '../../report/addresses.ts';
import { sh } from '../command.ts';

/** To the client, a router's reset looks like the server's; the report shows that no packet arrived. */
export const routerReject: CauseFile = {
  cause: 'router-reject',
  prior: 2.5,
  judge: ({ address, arrival, forward, listeners, reply, resets, rules, stay }) => {
    const isRefusal = refusals.includes(reply);
    // With other traffic, the server may have sent the reset itself, unless its counter did not rise.
    const isAnothers = !isRefusal || resets === 0;
    const unmet =
      arrival &&
      (arrival.received === 0 ||
        (rules?.mayReject === false && arrival.swallowed === 0 && isAnothers));
    const isFirst = unmet && rules?.inbound.length === 0;
    return [
      // No router is on the way to a loopback address.
      decides(
        'reply',
        reply === 'icmp' || (isRefusal && isFirst !== false && !isLoopback(address)),
      ),
      decides('arrival', isFirst),
      // Without counters: if no socket accepts the SYN, the server refuses by itself.
      speaksAgainst(
        'listeners',
        isRefusal && isFirst === undefined && listeners && listeners.where !== 'on-target',
      ),
      // A firewall sends no FIN.
      speaksAgainst('stay', isRefusal && stay?.ended === 'closed'),
      speaksAgainst('forward', isRefusal && (forward?.counted ?? forward?.leadsAll)),
      speaksAgainst('resets', isRefusal && resets),
    ];
  },
  remedy: ({ address, arrival, port, reply }) => ({
    action: 'open-port-in-front',
    text: `${refusals.includes(reply) && arrival?.received !== 0 ? 'If the service was started or ended since the report was taken, take it again first. ' : ''}Something in front of the server answers for it, and no packet reaches it: a router or firewall rejects TCP port ${port} to ${address}. Open it there.`,
    commands: [sh`tracepath -n ${address}`],
  }),
};

const refusals: readonly string[] = ['reset', 'refused'];
