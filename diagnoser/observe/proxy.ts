import type { Evidence, Handshake, ProxyWay } from '../evidence.ts';
import { namesEndpoint } from '../report/addresses.ts';
import { answerOf, handshake } from './handshake.ts';
import { observation, type Connection } from './observation.ts';
import type { ReplyToSyn } from './attempt.ts';
import { endBySocks, socksAnswer } from './socks.ts';
import { websocketSpeech } from './speech.ts';

/**
 * Outcome of the connection through the proxy.
 *
 * - `gone`: the proxy does not accept connections;
 * - `silent`: it does not answer;
 * - `login`: it demands authentication (407);
 * - `denied`: it refuses to forward;
 * - `cannot-connect`: it cannot connect to the server;
 * - `socks`: it speaks SOCKS and was asked in HTTP;
 * - `tls`: TLS failed in its tunnel;
 * - `passed`: the server answered as requested;
 * - `unclear`: anything else; no fault of the proxy shows.
 */
export interface Proxied extends ProxyWay {
  outcome:
    | 'gone'
    | 'silent'
    | 'login'
    | 'denied'
    | 'cannot-connect'
    | 'socks'
    | 'tls'
    | 'passed'
    | 'unclear';
  /** Whether the plain client used the proxy; undefined if both ways end alike. */
  used?: boolean;
}

/** Outcome through the proxy that the environment names. */
export const proxy = observation({
  name: 'proxy',
  read: (connection) =>
    proxiedOf(connection.evidence, endOf(connection), connection.direct === 'accepted'),
  tell: (proxied, { evidence }) => sentence(proxied, evidence.symptom.message),
  identifies: { host: 'name' },
});

/** Whether the plain client used the proxy, with a conclusive outcome. */
export const wentByProxy = (proxied: Proxied | undefined): boolean =>
  proxied?.used === true && proxied.outcome !== 'unclear';

/** Whether the server answers through the proxy, while the plain client connected directly and failed. */
export const leadsPast = (proxied: Proxied | undefined, direct: ReplyToSyn): boolean =>
  proxied?.used === false &&
  answersByProxy(proxied) &&
  !['accepted', 'own-reset', 'own-firewall', 'no-port'].includes(direct);

/**
 * An open tunnel is no answer: some proxies send 200 before they connect. Nor is an error page, which may be the
 * proxy's own.
 */
const answersByProxy = ({ certificate, handshake, outcome, socks, through }: Proxied): boolean =>
  handshake?.asked === 'tunnel' || socks?.reply === 0
    ? outcome === 'passed' || through?.answer === 'http' || certificate !== undefined
    : outcome === 'passed' && (handshake?.status ?? 500) < 400;

/** Outcome of a direct connection, as a `symptom.code`. */
const endOf = (connection: Connection): string | undefined => {
  const { attempt, direct, speech } = connection;
  if (attempt === undefined) return undefined;
  if (direct === 'silence') return 'silence';
  if (direct !== 'accepted') return attempt.code;
  const said = handshake.read(connection);
  if (said?.asked === 'tls') return said.code ?? said.answer;
  if (said?.asked === 'http') return codeOf(said);
  return speech === 'as-asked' || said === undefined ? 'connected' : codeOf(said);
};

/** Stages of an established connection. */
const standing: readonly unknown[] = ['proxy', 'tls', 'upgrade', 'exchange'];

/**
 * @param direct outcome of a direct connection, as a `symptom.code`.
 * @param stands whether a direct connection is established.
 */
const proxiedOf = (
  { proxy, symptom, target }: Evidence,
  direct: string | undefined,
  stands: boolean,
): Proxied | undefined => {
  if (proxy === undefined) return undefined;
  const { attempt, excepted, host, port } = proxy;
  if (attempt === undefined) return { ...proxy, outcome: 'unclear', used: false };
  const { outcome, code } = endByProxy(proxy, direct);
  if (excepted) return { ...proxy, outcome, used: false };
  const isTarget = host === target.host && port === target.port;
  if (!isTarget && namesEndpoint(symptom.message, host, port))
    return { ...proxy, outcome, used: true };
  // A client that reports the stage `proxy` used it, even if a direct connection ends the same way.
  if (symptom.stage === 'proxy' && symptom.code === code) return { ...proxy, outcome, used: true };
  // Each client has its own error for bytes, or an end, in place of an HTTP status.
  const isSocks = outcome === 'socks' || (proxy.socks !== undefined && outcome !== 'passed');
  if (isSocks && symptom.stage === 'proxy' && symptom.code !== 'connected')
    return { ...proxy, outcome, used: true };
  // A client with an established connection did not connect directly, where no connection is established.
  if (!stands && direct !== undefined && standing.includes(symptom.stage) && symptom.code === code)
    return { ...proxy, outcome, used: true };
  if (code === direct) return { ...proxy, outcome };
  if (symptom.code === code) return { ...proxy, outcome, used: true };
  return symptom.code === direct ? { ...proxy, outcome, used: false } : { ...proxy, outcome };
};

/** Names of proxies in the Server header of their own pages; a forwarded page has the name of its server. */
const proxies = /^(?:tinyproxy|squid|privoxy|polipo|mitmproxy)\b/i;
/** Privoxy sends no Server; its pages have its name in the title (privoxy, templates). */
const proxysPage = /<title>[^<]*\(Privoxy@/;

/** Statuses of a proxy that could not reach the server (RFC 9110, 15.6); tinyproxy sends 500. */
const unreached = [500, 502, 503, 504];

const endByProxy = (
  { attempt, handshake, own, socks, speaksSocks, through }: ProxyWay,
  direct: string | undefined,
): { outcome: Proxied['outcome']; code: string } => {
  if (attempt?.code !== 'connected') {
    const code = attempt?.code ?? '';
    return { outcome: ['silence', 'ETIMEDOUT'].includes(code) ? 'silent' : 'gone', code };
  }
  if (through?.asked === 'tls') return { outcome: 'tls', code: through.code ?? through.answer };
  if (through !== undefined) {
    const { answer, asked, status = 0 } = through;
    const isPage = asked === 'http' && answer === 'http' && status < 500;
    const passed = isPage || websocketSpeech(through) === 'as-asked';
    return passed
      ? { outcome: 'passed', code: asked === 'http' ? codeOf(through) : 'connected' }
      : { outcome: 'unclear', code: codeOf(through) };
  }
  if (socks !== undefined) return endBySocks(socks);
  if (handshake?.answer === 'silence') {
    const lives = own?.answer === 'http' || own?.answer === 'other-bytes';
    return { outcome: lives ? 'cannot-connect' : 'silent', code: 'silence' };
  }
  if (speaksSocks) return { outcome: 'socks', code: handshake?.code ?? 'ECONNRESET' };
  if (handshake?.status === undefined) return { outcome: 'unclear', code: '' };
  const code = codeOf(handshake);
  if (handshake.status === 407) return { outcome: 'login', code };
  if (handshake.asked === 'tunnel') {
    if (unreached.includes(handshake.status)) return { outcome: 'cannot-connect', code };
    return { outcome: handshake.status >= 300 ? 'denied' : 'unclear', code };
  }
  if (unreached.includes(handshake.status)) {
    // The service itself may have sent this status.
    const { headers = {} } = handshake;
    const isOwn =
      direct === 'connected' ||
      headers['x-squid-error'] !== undefined ||
      proxies.test(headers['server'] ?? '') ||
      proxysPage.test(handshake.firstBytes ?? '');
    return { outcome: isOwn ? 'cannot-connect' : 'unclear', code };
  }
  const denied = handshake.status === 403 && code !== direct;
  return { outcome: denied ? 'denied' : 'passed', code };
};

/** The `symptom.code` of an answer: a success has none of its own. */
const codeOf = ({ status = 0 }: Handshake): string =>
  status >= 200 && status < 300 ? 'connected' : `HTTP ${status}`;

/** Outcome through the proxy, and whether the plain client used it. */
const sentence = (proxied: Proxied, error: string): string => {
  const {
    attempt,
    excepted,
    handshake,
    host,
    own,
    port,
    socks,
    speaksSocks,
    through,
    url,
    used,
    variable,
  } = proxied;
  const set =
    variable === undefined
      ? `The error of the plain client names ${host}:${port}, and no variable of the environment does`
      : `${variable} of the environment names the proxy ${url}`;
  const except = excepted ? ', and NO_PROXY excepts the server' : '';
  if (attempt === undefined) return `${set}${except}.`;
  const steps = [`tried TCP to it: ${attempt.code} after ${attempt.afterMs} ms`];
  if (handshake !== undefined) {
    const asked = handshake.asked === 'tunnel' ? 'asked for a tunnel' : 'asked for the url';
    steps.push(`${asked}, it ${answerOf(handshake)}`);
  }
  if (own !== undefined) steps.push(`asked for a page of its own, it ${answerOf(own)}`);
  if (socks !== undefined)
    steps.push(`asked by SOCKS 5 for a connection to the server, it ${socksAnswer(socks)}`);
  if (speaksSocks) steps.push('asked as a proxy of SOCKS is, it answers (RFC 1928, 3)');
  if (through !== undefined)
    steps.push(
      `through ${socks === undefined ? 'the tunnel' : 'it'}, the server ${answerOf(through)}`,
    );
  const went = namesEndpoint(error, host, port)
    ? 'The error of the plain client names that address.'
    : used === undefined
      ? 'Whether the plain client went that way cannot be told.'
      : `The plain client ${used ? 'ended as one does that goes that way' : 'did not go that way'}.`;
  return `${set}${except}; ${steps.join('; ')}. ${went}`;
};
