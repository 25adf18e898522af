import { speaksAgainst, speaksFor, type CauseFile } from '../cause-file.ts';
import { sh } from '../command.ts';
import { misled } from './misled.ts';
import { queried } from './queried.ts';

export const dnsWrongServer: CauseFile = {
  cause: 'dns-wrong-server',
  prior: 0.7,
  judge: (facts) => {
    const { intended, names, web } = facts;
    if (intended.elsewhere === false || names === undefined) return [];
    return [
      ...misled(facts),
      // An address from a resolver alone makes nothing likelier.
      speaksFor('names', intended.elsewhere && names.source === 'dns'),
      speaksAgainst('names', names.source !== 'dns'),
      speaksAgainst('web', web?.sign !== undefined),
    ];
  },
  remedy: ({ address, evidence, intended: { meant } }) => {
    const { names, target } = evidence;
    const [told] = (names?.answers ?? [])
      .filter(({ addresses }) => addresses.includes(address))
      .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
    const right = meant?.join(', ') ?? "the server's address";
    const type = address.includes(':') ? 'AAAA' : 'A';
    const kept =
      told?.ttlSeconds === undefined
        ? 'its time to live'
        : `its time to live, of which this answer has ${told.ttlSeconds} s left`;
    return {
      action: 'correct-record',
      text: `The ${type} record of ${target.host} has ${address}, which is not the server's. Set it to ${right} where the zone is kept. Resolvers may go on with the old one for ${kept}; then empty what the client itself remembers.`,
      commands: [
        sh`dig +noall +answer ${queried(target.host)} ${[type, ...(told === undefined ? [] : [`@${told.server}`])]}`,
        'resolvectl flush-caches',
      ],
    };
  },
};
