import type { Evidence } from '../evidence.ts';
import { latestOf, rise } from './counters.ts';
import { handshake } from './handshake.ts';
import { observation } from './observation.ts';
import { pageOf } from './pages.ts';

/** Whether short messages pass where long ones are lost. */
export interface Sizes {
  /** Whether a request with a short answer was answered meanwhile; undefined if none was sent. */
  shortPasses: boolean | undefined;
  /**
   * What was retransmitted or came behind a gap: the request, by counters of this machine, or the answer, by those
   * of either machine. Undefined if nothing counts it.
   */
  lost: 'question' | 'answer' | 'nothing' | undefined;
}

/** For an established connection on which no answer came. */
export const sizes = observation({
  name: 'sizes',
  read: (connection): Sizes | undefined => {
    const { evidence, speech } = connection;
    const first = handshake.read(connection);
    const isAsked = first?.asked === 'tls' || first?.asked === 'http';
    if (speech !== 'nothing' || !isAsked || first.answer !== 'silence') return undefined;
    const { behindGap = 0, repeated = 0 } = first.losses ?? {};
    const syns = rise(connection, 'TcpExt.TCPSynRetrans') ?? 0;
    const resent = (rise(connection, 'Tcp.RetransSegs') ?? 0) - syns;
    const isCounted = first.losses !== undefined || latestOf(evidence) !== undefined;
    const nothing = isCounted ? 'nothing' : undefined;
    return {
      shortPasses: shortPasses(evidence),
      lost: repeated > 0 ? 'question' : behindGap > 0 || resent > 0 ? 'answer' : nothing,
    };
  },
  tell: ({ lost, shortPasses }) => {
    const passes =
      shortPasses === undefined
        ? ''
        : ` A short question with a short answer was ${shortPasses ? 'answered' : 'not answered either'}.`;
    const counted = {
      question: ' This machine sent its question again, and nobody acknowledged it.',
      answer:
        ' Parts of the answer were sent, and are lost: the counters have some that came behind a gap, or that were sent again.',
      nothing: ' No packet was lost: the question was acknowledged, and no part of an answer came.',
    };
    const said = `${passes}${lost === undefined ? '' : counted[lost]}`.trim();
    return said === '' ? undefined : said;
  },
  identifies: {},
});

/** For a TLS url: a short ClientHello was answered, or a page says that the port speaks TLS. */
const shortPasses = ({
  hellos = [],
  plain,
  retries = [],
  target,
}: Evidence): boolean | undefined => {
  if (target.scheme === 'https' || target.scheme === 'wss') {
    const isTls = hellos.some(({ answer }) => answer === 'hello' || answer === 'alert');
    return isTls || pageOf(plain?.firstBytes)?.page === 'plain-to-tls' ? true : undefined;
  }
  const briefly = retries.filter(({ otherwise }) => otherwise === 'head');
  return briefly.length === 0
    ? undefined
    : briefly.some(({ handshake: { answer } }) => answer !== 'silence');
};
