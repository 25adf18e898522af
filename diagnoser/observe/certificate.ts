import type { Certificate, Evidence, Validity } from '../evidence.ts';
import { latestOf } from './counters.ts';
import { observation } from './observation.ts';

/** Where the clock of this machine lies in the times of the certificate, and of those above it. */
type Time = 'before' | 'within' | 'after';

/** The certificate that the server showed, and what makes it unacceptable. */
export const certificate = observation({
  name: 'certificate',
  read: ({ evidence }) => {
    const shown = evidence.certificate;
    if (shown === undefined) return undefined;
    const time = timeOf(shown, 0);
    return {
      shown,
      time,
      isClockInDoubt: time !== 'within' && timeInReport(evidence) === 'within',
    };
  },
  tell: ({ shown, time, isClockInDoubt }, { evidence }) => {
    const { fits, isTrusted, issuer, protocol } = shown;
    const has = fits ? '' : `, and not for ${evidence.target.host}`;
    const trust = isTrusted ? '' : ', which leads to no authority that this machine trusts';
    const doubt = isClockInDoubt
      ? ' By the clock of the report it was valid: the report is old, or one of the clocks is wrong.'
      : '';
    return `Over ${protocol} the server showed a certificate for ${listed(shown.validFor)}${has}. It was issued by ${issuer || 'nobody'}${trust}. ${timeSentence(shown, time)}${doubt}`;
  },
  identifies: { validFor: 'name', serverName: 'name', issuer: 'said' },
});

const all = (shown: Certificate): Validity[] => [shown, ...shown.above];

/** At so many minutes from now, for the whole chain: one that is over comes first. */
const timeOf = (shown: Certificate, minutes: number): Time => {
  if (all(shown).some(({ endsInMinutes }) => endsInMinutes < minutes)) return 'after';
  return all(shown).some(({ startsInMinutes }) => startsInMinutes > minutes) ? 'before' : 'within';
};

const timeInReport = (evidence: Evidence): Time | undefined => {
  const { certificate: shown } = evidence;
  const then = latestOf(evidence)?.takenAtMs;
  if (shown === undefined || then === undefined) return undefined;
  return timeOf(shown, (then - shown.takenAtMs) / 60_000);
};

const mostNames = 4;

const listed = (names: readonly string[]): string => {
  if (names.length === 0) return 'no name';
  const shown = names.toSorted().slice(0, mostNames).join(', ');
  return names.length > mostNames ? `${shown} and ${names.length - mostNames} more` : shown;
};

const timeSentence = (shown: Certificate, time: Time): string => {
  const ends = Math.min(...all(shown).map(({ endsInMinutes }) => endsInMinutes));
  const starts = Math.max(...all(shown).map(({ startsInMinutes }) => startsInMinutes));
  const whose = (isOwn: boolean): string => (isOwn ? 'It' : 'That of an authority above it');
  if (time === 'after')
    return `${whose(ends === shown.endsInMinutes)} ended ${span(-ends)} ago, by the clock of this machine.`;
  if (time === 'before')
    return `${whose(starts === shown.startsInMinutes)} begins in ${span(starts)}, by the clock of this machine.`;
  return `It is valid for ${span(ends)} more.`;
};

/** In the greatest unit of which there are two. */
const span = (minutes: number): string => {
  if (minutes >= 2 * 24 * 60) return `${Math.floor(minutes / (24 * 60))} days`;
  if (minutes >= 2 * 60) return `${Math.floor(minutes / 60)} hours`;
  return minutes === 1 ? '1 minute' : `${minutes} minutes`;
};
