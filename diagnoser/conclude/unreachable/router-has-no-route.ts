import { decides, speaksAgainst, type CauseFile } from '../cause-file.ts';
import { sh } from '../command.ts';
import { sameAddress } from '../../report/addresses.ts';

export const routerHasNoRoute: CauseFile = {
  cause: 'router-has-no-route',
  prior: 2,
  judge: (facts) => [
    decides('reply', facts.reply === 'no-route' && facts.attempt?.local !== true),
    // Of a private address that the default route leads to, one of the inside is likelier, unless it is meant.
    speaksAgainst(
      'route',
      facts.route?.outOfReach &&
        !facts.intended.meant?.some((one) => sameAddress(one, facts.address)),
    ),
    speaksAgainst('rules', (facts.rules?.inbound.length ?? 0) > 0),
    speaksAgainst(
      'arrival',
      facts.arrival && facts.arrival.received > 0 && facts.arrival.swallowed > 0,
    ),
  ],
  remedy: ({ address, route }) => ({
    action: 'fix-route',
    text: `A router on the way says that it has no route to ${address} (ICMP net unreachable)${route?.gateway === undefined ? '' : `; the first one is ${route.gateway}`}. Give it one, and see whether the address is right.`,
    commands: [sh`tracepath -n ${address}`],
  }),
};
