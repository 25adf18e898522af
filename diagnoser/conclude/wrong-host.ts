import type { Facts, Topic } from '../observe/facts.ts';
import { isName } from '../report/addresses.ts';
import { alsoJudged, speaksAgainst, type CauseFile } from './cause-file.ts';
import { sameName } from '../meant.ts';
import { mayBeElsewhere } from './names/misled.ts';

/** A machine answers, and it is not the intended one. */
export const wrongHost: CauseFile = {
  cause: 'wrong-host',
  prior: 0.5,
  judge: (facts) => {
    const { evidence, intended, life, names, web } = facts;
    const { nameIsRight } = intended;
    const byName = isName(evidence.target.host);
    return [
      ...mayBeElsewhere(facts),
      speaksAgainst('life', life?.alive === false),
      // A correct name may still lead to the wrong machine.
      speaksAgainst(nameTopic(facts), byName && nameIsRight === true),
      // The source of the address is not known, so neither is whether the name is wrong.
      speaksAgainst('names', byName && nameIsRight !== false && names?.source === undefined),
      speaksAgainst('web', web?.sign !== undefined),
    ];
  },
  remedy: (facts) => {
    const {
      address,
      evidence,
      intended: { meant = [] },
    } = facts;
    const { intendedName = evidence.target.host } = evidence;
    const name = sameName(intendedName, evidence.target.host) ? [] : intendedName;
    const right = [name, meant].flat().join(', ');
    return {
      action: 'use-right-address',
      text: `${address} is another machine than the server. Connect to the server itself${right === '' ? '' : `: ${right}`}.`,
      commands: [],
    };
  },
};

/** Source that confirms the name: the user or a resolver. */
const nameTopic = ({ evidence }: Facts): Topic =>
  evidence.intendedName === undefined ? 'names' : 'intended';

/** Clears causes on the intended machine where the address belongs to another. */
export const onRightHost = (causes: readonly CauseFile[]): CauseFile[] =>
  alsoJudged(causes, (facts) =>
    speaksAgainst(
      facts.intended.meant === undefined ? 'ownAddress' : 'intended',
      facts.intended.elsewhere,
    ),
  );

/** Clears host-down causes where the address is known not to be the server's: that is the cause. */
export const whereItShouldBe = (causes: readonly CauseFile[]): CauseFile[] =>
  alsoJudged(causes, (facts) =>
    speaksAgainst(
      'intended',
      facts.intended.elsewhere &&
        facts.intended.meant !== undefined &&
        isName(facts.evidence.target.host),
    ),
  );
