import type { Certificate, Evidence, Validity } from '../evidence.ts';
import { latestOf } from './counters.ts';
import { observation } from './observation.ts';
import { proxy, wentByProxy } from './proxy.ts';

/** Position of a clock relative to the validity of the whole chain. */
type Time = 'before' | 'within' | 'after';

/**
 * End of the chain: an authority that this machine trusts (`known`); the certificate itself (self-signed); nothing,
 * since the server sent no issuer and this machine knows none; or an untrusted authority (`stranger`).
 */
type Trust = 'known' | 'itself' | 'nothing' | 'stranger';

/** Certificate that the server sent, and why it is unacceptable. */
export const certificate = observation({
  name: 'certificate',
  read: (connection) => {
    const { evidence } = connection;
    const proxied = proxy.read(connection);
    const byProxy = wentByProxy(proxied) ? proxied?.certificate : undefined;
    const direct = evidence.certificate;
    const shown = byProxy ?? direct;
    if (shown === undefined) return undefined;
    const time = timeOf(shown, 0);
    const { serverAheadMinutes: ahead } = shown;
    const byServer = ahead === undefined ? undefined : timeOf(shown, ahead);
    return {
      shown,
      time,
      trust: trustOf(shown),
      /** The same by the clock of the server (its Date header). */
      byServer,
      isClockInDoubt: time !== 'within' && (byServer ?? timeInReport(evidence, shown)) === 'within',
      /**
       * Present if the certificate came through the tunnel of a proxy: whether the one that the server sends
       * directly is trusted.
       */
      ...(byProxy === undefined ? {} : { tunnel: { isDirectTrusted: direct?.isTrusted } }),
    };
  },
  tell: ({ shown, time, trust, byServer, isClockInDoubt, tunnel }, { evidence }) => {
    const { fits, issuer, protocol, serverAheadMinutes: ahead = 0 } = shown;
    const has = fits ? '' : `, and not for ${evidence.target.host}`;
    const where = tunnel === undefined ? 'the server' : 'what answers behind the proxy';
    const past =
      tunnel?.isDirectTrusted === true
        ? ['Past the proxy the server shows one that this machine trusts.']
        : [];
    const parts = [
      `Over ${protocol} ${where} showed a certificate for ${listed(shown.validFor)}${has}.`,
      `It was issued by ${issuer || 'nobody'}${trusts[trust]}.`,
      timeSentence(shown, time),
      ...past,
    ];
    if (time !== 'within' && byServer !== undefined)
      parts.push(
        isClockInDoubt
          ? `The clock of the server is ${span(Math.abs(ahead))} ${ahead < 0 ? 'behind' : 'ahead'}, and by it the certificate is valid: one of the two clocks is wrong.`
          : 'So it is by the clock of the server.',
      );
    else if (isClockInDoubt)
      parts.push(
        'By the clock of the report it was valid: the report is old, or one of the clocks is wrong.',
      );
    return parts.join(' ');
  },
  identifies: { validFor: 'name', serverName: 'name', issuer: 'said' },
});

const trusts: Readonly<Record<Trust, string>> = {
  known: '',
  itself: ', which is itself: no authority has signed it',
  nothing: '. The server sent no other certificate, and this machine knows none of that authority',
  stranger: ', which leads to no authority that this machine trusts',
};

const trustOf = ({ above, isTrusted, isWhole }: Certificate): Trust => {
  if (isTrusted) return 'known';
  if (above.length > 0 || isWhole === undefined) return 'stranger';
  return isWhole ? 'itself' : 'nothing';
};

const all = (shown: Certificate): Validity[] => [shown, ...shown.above];

/** Validity of the whole chain `minutes` from now; an expired certificate comes first. */
const timeOf = (shown: Certificate, minutes: number): Time => {
  if (all(shown).some(({ endsInMinutes }) => endsInMinutes < minutes)) return 'after';
  return all(shown).some(({ startsInMinutes }) => startsInMinutes > minutes) ? 'before' : 'within';
};

const timeInReport = (evidence: Evidence, shown: Certificate): Time | undefined => {
  const then = latestOf(evidence)?.takenAtMs;
  if (then === undefined) return undefined;
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

/** Duration in the largest unit of which there are at least two. */
const span = (minutes: number): string => {
  if (minutes >= 2 * 24 * 60) return `${Math.floor(minutes / (24 * 60))} days`;
  if (minutes >= 2 * 60) return `${Math.floor(minutes / 60)} hours`;
  return minutes === 1 ? '1 minute' : `${minutes} minutes`;
};
