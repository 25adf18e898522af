import type { Evidence, Otherwise, Retry } from '../evidence.ts';
import { changesAnswer } from './changes-answer.ts';
import { answerOf, ofHandshake } from './handshake.ts';
import { observation } from './observation.ts';

/** Variations of the request that changed the answer. */
export interface Retried {
  /** Paths that the server accepts, in the order of the requests. */
  paths: string[];
  accepts: Partial<Record<'origin' | 'subprotocol' | 'host', true>>;
  /** HTTP came before any request. */
  unasked: boolean;
  /** A request after a PROXY protocol header is answered. */
  withProxyHeader: boolean;
  speaks?: 'http2' | 'PostgreSQL' | 'Redis' | 'MQTT';
  /** How a connection without a request ended; undefined if it stayed open or was not tried. */
  ended?: 'closed' | 'reset';
  /** A connection without a request stayed open. */
  stood: boolean;
}

export const isSocketIo = (path: string): boolean => path.startsWith('/socket.io/');

/** Answers to varied requests. */
export const retries = observation({
  name: 'retries',
  read: ({ evidence }): Retried | undefined => evidence.retries && retriedOf(evidence),
  tell: (_, { evidence: { retries = [] } }) => {
    const changed = retries.filter((retry) => changesAnswer(retry)).map(sentence);
    const others = retries
      .filter((retry) => !changesAnswer(retry))
      .map(({ otherwise, as }) =>
        as === undefined ? `${ways[otherwise]}` : `${ways[otherwise]} ${as}`,
      );
    const same =
      others.length === 0
        ? ''
        : `${changed.length === 0 ? 'No' : ' No'} other answer ${[...new Set(others)].toSorted().join(', ')}.`;
    return `Asked again, each time on a new connection. ${changed.toSorted().join(' ')}${same}`;
  },
  identifies: { ...ofHandshake, as: 'name' },
});

const ways: Record<Otherwise, string> = {
  path: 'with the path',
  origin: 'with the origin',
  subprotocol: 'with the subprotocols that are usual',
  host: 'by the name',
  'proxy-header': 'behind a PROXY protocol header',
  silence: 'where nothing is asked',
  http2: 'in HTTP/2',
  postgresql: 'as a client of PostgreSQL',
  redis: 'as a client of Redis',
  mqtt: 'as a client of MQTT',
  head: 'for its header alone',
};

const languages = [
  ['http2', 'http2'],
  ['postgresql', 'PostgreSQL'],
  ['redis', 'Redis'],
  ['mqtt', 'MQTT'],
] as const;

const retriedOf = ({ retries = [] }: Evidence): Retried => {
  const changed = retries.filter(changesAnswer);
  const has = (otherwise: Otherwise): boolean =>
    changed.some((retry) => retry.otherwise === otherwise);
  const quiet = retries.find(({ otherwise }) => otherwise === 'silence')?.handshake;
  const accepts = (['origin', 'subprotocol', 'host'] as const).filter(has);
  const speaks = languages.find(([otherwise]) => has(otherwise));
  const end = endOf(quiet);
  return {
    paths: changed.flatMap(({ otherwise, as }) => (otherwise === 'path' && as ? [as] : [])),
    accepts: Object.fromEntries(accepts.map((one) => [one, true])),
    unasked: has('silence'),
    withProxyHeader: has('proxy-header'),
    stood: quiet?.answer === 'silence',
    ...(speaks === undefined ? {} : { speaks: speaks[1] }),
    ...(end === undefined ? {} : { ended: end }),
  };
};

const endOf = (quiet: Retry['handshake'] | undefined): Retried['ended'] => {
  if (quiet?.answer === 'closed') return 'closed';
  return quiet?.answer === 'failed' ? 'reset' : undefined;
};

const sentence = ({ otherwise, as, handshake }: Retry): string => {
  const how = as === undefined ? ways[otherwise] : `${ways[otherwise]} ${as}`;
  const chosen = handshake.headers?.['sec-websocket-protocol'];
  const said = handshake.accepted ? 'accepted' : answerOf(handshake);
  return `${how[0]?.toUpperCase()}${how.slice(1)} it ${said}${chosen === undefined ? '' : `, and chose ${chosen}`}.`;
};
