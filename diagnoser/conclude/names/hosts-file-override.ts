import { speaksFor, speaksAgainst, type CauseFile } from '../cause-file.ts';
import { sh } from '../command.ts';
import { misled } from './misled.ts';

export const hostsFileOverride: CauseFile = {
  cause: 'hosts-file-override',
  prior: 0.6,
  judge: (facts) => {
    const {
      intended: { elsewhere },
      names,
      web,
    } = facts;
    // A hosts file line that a resolver confirms is not misleading.
    if (elsewhere === false || names?.source !== 'hosts-file' || names.disputed === false)
      return [];
    return [
      ...misled(facts),
      // An uncontradicted line is normal on some networks.
      speaksFor('names', elsewhere === true || names.disputed === true),
      speaksAgainst('web', web?.sign !== undefined),
    ];
  },
  remedy: ({ address, evidence }) => {
    const { host } = evidence.target;
    const others = evidence.names?.answers.flatMap(({ addresses }) => addresses) ?? [];
    const said = [...new Set(others)].toSorted().join(', ');
    return {
      action: 'correct-hosts-file',
      text: `/etc/hosts of this machine gives ${host} the address ${address}, whatever resolvers say${said === '' ? '' : ` (${said})`}. Take that line out, or correct it.`,
      commands: [sh`grep -n -e ${host} /etc/hosts`],
    };
  },
};
