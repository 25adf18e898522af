import { decides, speaksAgainst, type CauseFile } from '../cause-file.ts';
import { sh } from '../command.ts';

/** From the client a reset of a router looks like one of the server; the report shows that no packet came. */
export const routerReject: CauseFile = {
  cause: 'router-reject',
  prior: 2.5,
  judge: ({ arrival, forward, reply, resets, rules }) => {
    const isRefusal = refusals.includes(reply);
    // Beside traffic of others the server may have sent the reset itself, unless its counter says that it did not.
    const isAnothers = !isRefusal || resets === 0;
    const unmet =
      arrival &&
      (arrival.received === 0 ||
        (rules?.mayReject === false && arrival.swallowed === 0 && isAnothers));
    const isFirst = unmet && rules?.inbound.length === 0;
    return [
      decides('reply', reply === 'icmp' || (isFirst === true && isRefusal)),
      decides('arrival', isFirst),
      speaksAgainst('forward', isRefusal && (forward?.counted ?? forward?.leadsAll)),
      speaksAgainst('resets', isRefusal && resets),
    ];
  },
  remedy: ({ address, port }) => ({
    action: 'open-port-in-front',
    text: `Something in front of the server answers for it, and no packet reaches it: a router or firewall rejects TCP port ${port} to ${address}. Open it there.`,
    commands: [sh`tracepath -n ${address}`],
  }),
};

const refusals: readonly string[] = ['reset', 'refused'];
