import { alsoJudged, decides, speaksAgainst, speaksFor, type CauseFile } from '../cause-file.ts';
import { sh } from '../command.ts';
import type { Facts } from '../../observe/facts.ts';
import { sameAddress } from '../../report/addresses.ts';
import { arrived } from '../silent/arrived.ts';

export const privateIpOtherLan: CauseFile = {
  cause: 'private-ip-other-lan',
  prior: 11,
  judge: (facts) => {
    // Unknown unless the routes were read.
    if (facts.route === undefined) return [];
    return [
      speaksFor('reply', facts.reply === 'silence' || facts.reply === 'no-route'),
      // A router searched an attached network for the machine; or this machine has no default route at all.
      speaksAgainst('reply', facts.reply === 'no-host'),
      speaksAgainst('reply', facts.attempt?.local === true && !otherThanMeant(facts)),
      speaksAgainst('life', facts.life?.nobody !== undefined),
      decides('route', facts.route.outOfReach),
      speaksFor('intended', otherThanMeant(facts)),
      speaksAgainst('stay', facts.stay !== undefined),
      speaksAgainst('arrival', arrived(facts)),
      // A private address of the server is one of its own.
      speaksAgainst('ownAddress', facts.ownAddress === false),
    ];
  },
  remedy: ({ address, intended: { meant = [] } }) => {
    const others = meant.filter((one) => !sameAddress(one, address));
    return {
      action: 'use-right-address',
      text: `${address} is an address of the inside of a network, and this machine is not in it. Use the public address of the server${others.length === 0 ? '' : `, ${others.join(', ')}`}; or join its network by a VPN or a route.`,
      commands: [sh`ip route get ${address}`],
    };
  },
};

/** The user knows only other addresses of the server. */
const otherThanMeant = ({ address, intended }: Facts): boolean =>
  intended.meant?.every((known) => !sameAddress(known, address)) ?? false;

/** Clears causes on the server where the route does not lead to it. */
export const withinReach = (causes: readonly CauseFile[]): CauseFile[] =>
  alsoJudged(causes, (facts) =>
    speaksAgainst('route', facts.route?.outOfReach && otherThanMeant(facts)),
  );
