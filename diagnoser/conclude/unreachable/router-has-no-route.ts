import { decides, speaksAgainst, type CauseFile } from '../cause-file.ts';
import { sh } from '../command.ts';
import { timesExceeded } from '../../observe/attempt.ts';
import { sameAddress } from '../../report/addresses.ts';

export const routerHasNoRoute: CauseFile = {
  cause: 'router-has-no-route',
  prior: 2,
  judge: ({ address, arrival, attempt, intended, reply, route, rules }) => [
    decides('reply', reply === 'no-route' && attempt?.local !== true),
    speaksAgainst('rules', (rules?.inbound.length ?? 0) > 0),
    // For a private address by the default route, another LAN is likelier, unless that address is intended.
    speaksAgainst(
      'route',
      route?.outOfReach && !intended.meant?.some((one) => sameAddress(one, address)),
    ),
    speaksAgainst('arrival', arrival && arrival.received > 0 && arrival.swallowed > 0),
  ],
  remedy: ({ address, attempt, route }) => ({
    action: 'fix-route',
    text: `A router on the way says that ${timesExceeded(attempt?.counters) > 0 ? `what goes to ${address} has used up its hops (ICMP time exceeded): two of the routers send it to each other, as the route of neither leads there` : `it has no route to ${address} (ICMP net unreachable)`}${route?.gateway === undefined ? '' : `; the first one is ${route.gateway}`}. Give it one, and see whether the address is right.`,
    commands: [sh`tracepath -n ${address}`],
  }),
};
