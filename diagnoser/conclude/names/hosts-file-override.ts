import { speaksFor, speaksAgainst, type CauseFile } from '../cause-file.ts';
import { sh } from '../command.ts';
import { misled } from './misled.ts';

export const hostsFileOverride: CauseFile = {
  cause: 'hosts-file-override',
  prior: 7,
  judge: (facts) => {
    const { edge, elsewhere, evidence, name } = facts;
    if (name?.source !== 'hosts-file') return [];
    // A line that nobody contradicts is how some networks are made.
    const { intendedName, target } = evidence;
    const isOtherName = intendedName !== undefined && intendedName !== target.host;
    const contradicted = name.disputed ?? (elsewhere === true && !isOtherName);
    if (!contradicted) return [];
    return [
      ...(elsewhere === undefined ? [] : misled(facts)),
      speaksFor('names', true),
      speaksAgainst('web', edge?.sign !== undefined),
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
