import type { KnownCause } from '../../../vocabulary/index.ts';
import type { Facts } from '../../observe/facts.ts';
import { protocolOf } from '../../observe/beginnings.ts';
import { isShortLost } from '../../observe/handshake.ts';
import { missingGreeting } from '../../observe/speaks-first.ts';
import { isFrontEnd, pageOf } from '../../observe/pages.ts';
import { isSocketIo } from '../../observe/retries.ts';
import { sameName } from '../../meant.ts';

type Suspects = readonly KnownCause[];

/**
 * Causes that the server's answer on an established connection leaves open: the narrowest set that the evidence
 * supports. A varied request that succeeded decides; otherwise the answer itself.
 */
export const suspects = (facts: Facts): Suspects => byRetry(facts) ?? byAnswer(facts);

/** Undefined if no varied request changed the answer. */
export const byRetry = ({ evidence, retries, speech }: Facts): Suspects | undefined => {
  if (retries === undefined || speech === 'as-asked' || speech === 'tls-instead') return undefined;
  const { accepts, paths, speaks, unasked, withProxyHeader } = retries;
  if (unasked) return ['proxy-protocol-unexpected'];
  if (withProxyHeader) return ['proxy-protocol-expected'];
  if (speaks === 'http2') return ['http2-only'];
  if (speaks !== undefined) return otherProgram(evidence.target.scheme);
  if (accepts.host) return ['host-not-served'];
  if (paths.some((path) => !isSocketIo(path))) return ['wrong-path'];
  if (paths.length > 0) return ['socket-io-without-query'];
  if (accepts.origin) return ['origin-refused'];
  return accepts.subprotocol ? ['subprotocol-missing'] : undefined;
};

const otherProgram = (scheme: string): Suspects =>
  scheme.startsWith('ws') ? ['websocket-to-raw-tcp'] : ['another-program'];

const byAnswer = (facts: Facts): Suspects => {
  const { evidence, speech } = facts;
  switch (speech) {
    case 'cut-off':
      return ['cut-in-the-middle'];
    case 'unfinished':
      return ['server-stalled', 'mtu-black-hole'];
    case 'full':
      return ['server-full'];
    case 'http2-instead':
      return ['http2-only'];
    case 'not-http':
      return otherProgram(evidence.target.scheme);
    case 'not-upgraded':
      return ['upgrade-stripped'];
    case 'redirect':
      return byRedirect(facts);
    case 'gateway':
      return byFailure(facts);
    case 'refusal':
      return byRefusal(facts);
    case 'http-instead':
      return byOtherPage(facts);
    case 'nothing':
      return byEnd(facts);
    default:
      return byReport(facts);
  }
};

/** Over plain TCP, only a stopped process in a report or a growing accept queue shows a fault. */
const byReport = ({ owner, stay, tries, unaccepted }: Facts): Suspects => {
  if (tries?.isDivided) return ['worker-stopped'];
  // If an established connection was lost, its end is the evidence.
  if (stay !== undefined) return [];
  if (owner?.stoppedPid !== undefined) return ['server-stopped'];
  return unaccepted === undefined ? [] : ['server-stopped', 'server-stalled'];
};

/**
 * A captive portal redirects to its own host (RFC 8952), as the server itself may. With a portal, a report shows
 * that no packet reached the server.
 */
const byRedirect = ({ arrival, evidence, handshake }: Facts): Suspects => {
  const { headers = {}, status } = handshake ?? {};
  if (status === 511 || evidence.ledToGateway !== undefined) return ['captive-portal'];
  const to = URL.parse(headers['location'] ?? '')?.hostname.replace(/^\[|\]$/g, '');
  if (to === undefined || sameName(to, evidence.target.host)) return ['redirected'];
  return arrival?.received === 0 ? ['captive-portal'] : ['redirected', 'captive-portal'];
};

/** A gateway reports its upstream's failure (RFC 9110, 15.6.3 to 15.6.5); any other error is the service's. */
const byFailure = ({ handshake }: Facts): Suspects => {
  const { closeCode, firstBytes, headers = {}, status = 0 } = handshake ?? {};
  if (closeCode === 1014) return ['bad-gateway', 'upstream-closes'];
  if (closeCode !== undefined) return ['service-failing'];
  const page = pageOf(firstBytes)?.page;
  // Only Cloudflare uses these statuses.
  if (status >= 520 && status <= 530) return ['edge-cannot-reach-origin'];
  if (status === 504) return ['gateway-timeout'];
  if (status === 511) return ['captive-portal'];
  if (![502, 503].includes(status)) return status >= 500 ? ['service-failing'] : [];
  if (page === 'broken-off') return ['upstream-closes'];
  const ofSquid = squids[/^ERR_[A-Z_]+/.exec(headers['x-squid-error'] ?? '')?.[0] ?? ''];
  if (ofSquid !== undefined) return ofSquid;
  if (page === 'fetch-failed')
    return ['bad-gateway', 'upstream-closes', 'gateway-timeout', 'no-server-available'];
  if (status === 502) return ['bad-gateway', 'upstream-closes'];
  // A proxy whose only server is down answers like a load balancer without servers. So does lighttpd, if all
  // servers behind it are disabled (mod_proxy).
  const isOfBalancer =
    page === 'no-server' || page === 'cannot-connect' || isLighttpds(firstBytes, headers['server']);
  if (isOfBalancer || headers['server']?.startsWith('awselb')) {
    return ['no-server-available', 'bad-gateway'];
  }
  return ['service-failing'];
};

/** Error pages of Squid in front of a server (src/errorpage.cc, X-Squid-Error). */
const squids: Readonly<Record<string, Suspects>> = {
  ERR_CONNECT_FAIL: ['bad-gateway'],
  ERR_SECURE_CONNECT_FAIL: ['bad-gateway'],
  ERR_DNS_FAIL: ['bad-gateway'],
  ERR_CANNOT_FORWARD: ['no-server-available', 'bad-gateway'],
  ERR_ZERO_SIZE_OBJECT: ['upstream-closes'],
};

/** lighttpd's own error page (src/http-header-glue.c), which a service behind it does not send. */
const isLighttpds = (page = '', server = ''): boolean =>
  server.startsWith('lighttpd') && /<h1>503 (?:- )?Service \w/.test(page);

const byRefusal = ({ evidence, handshake }: Facts): Suspects => {
  const { closeCode, firstBytes, headers, status = 0 } = handshake ?? {};
  if (closeCode !== undefined) return ['token-required', 'origin-refused'];
  const page = pageOf(firstBytes)?.page;
  if (status === 421 || page === 'host') return ['host-not-served'];
  if (page === 'address') return ['source-not-allowed'];
  if (!evidence.target.scheme.startsWith('ws')) return [];
  if (page === 'socket-io-query') return ['socket-io-without-query'];
  if (page === 'subprotocol') return ['subprotocol-missing'];
  if (page === 'origin') return ['origin-refused'];
  // A server that demands credentials says which (RFC 9110, 15.5.2); a library sends 401 for any configured reason.
  if (status === 401 && headers?.['www-authenticate'] !== undefined) return ['token-required'];
  // The web server itself: by the address, by credentials, by the origin, or as it lists no files.
  if (page === 'forbidden')
    return ['source-not-allowed', 'token-required', 'origin-refused', 'websocket-to-http'];
  if (status === 401 || status === 403) return ['token-required', 'origin-refused'];
  if (status !== 400) return [];
  const refusing: Suspects = [
    ...(['wrong-path', 'subprotocol-missing', 'origin-refused', 'token-required'] as const),
  ];
  // A parser that takes a request which is well formed for none has read something before it.
  const isOfParser = page === 'malformed' || isBare(firstBytes, headers);
  return isOfParser ? ['proxy-protocol-unexpected', ...refusing] : refusing;
};

/** What Node.js answers to bytes that are no request (socketOnError() of lib/_http_server.js). */
const isBare = (content = '', headers: Readonly<Record<string, string>> = {}): boolean =>
  content === '' && headers['connection'] === 'close' && Object.keys(headers).length === 1;

const byOtherPage = ({ handshake }: Facts): Suspects => {
  const { headers, status } = handshake ?? {};
  // A front end answered; the service behind it may speak WebSocket.
  if (isFrontEnd(headers)) {
    return ['websocket-to-http', 'upgrade-stripped', 'wrong-path', 'host-not-served'];
  }
  return status === 404 ? ['websocket-to-http', 'wrong-path'] : ['websocket-to-http'];
};

/**
 * If a short answer comes, the process is not stopped: the size matters, or the page waits for something. If
 * several processes share the port, a stopped one has the silent connections, and another answered.
 */
const bySilence = ({ handshake, owner, sizes, tries }: Facts): Suspects => {
  if (tries?.isDivided) return ['worker-stopped'];
  // It may come yet.
  if (handshake !== undefined && missingGreeting(handshake)?.mayBeLate) return [];
  // Neither a process nor the size of a packet explains that.
  if (handshake !== undefined && isShortLost(handshake)) return [];
  if (sizes?.shortPasses === true) {
    const isLost = sizes.lost === 'question' || sizes.lost === 'answer';
    if (owner?.hasSocket && !isLost) return ['server-stopped'];
    return isLost ? ['mtu-black-hole'] : ['server-stalled', 'mtu-black-hole'];
  }
  return ['server-stopped', 'server-stalled'];
};

const byEnd = (facts: Facts): Suspects => {
  const { aborts, evidence, handshake, hello, retries } = facts;
  // A TLS library reports an end before the handshake as a reset; the ClientHello probe reads the bytes itself.
  if (handshake?.asked === 'tls' && hello?.first.answer === 'closed')
    return ['closed-after-accept'];
  if (handshake?.answer === 'silence') return bySilence(facts);
  const isPlain = handshake?.asked === 'http' || handshake?.asked === 'websocket';
  // The server named its protocol in answer to a request of another one.
  const said =
    evidence.hellos?.flatMap(({ firstBytes = '' }) => protocolOf(firstBytes) ?? []) ?? [];
  if (isPlain && said.length > 0) return otherProgram(evidence.target.scheme);
  if (handshake?.accepted && handshake.code !== undefined) return ['reset-after-accept'];
  if (handshake?.answer === 'closed' || handshake?.ended) return ['closed-after-accept'];
  if (handshake?.answer !== 'failed') return [];
  if (handshake.asked === 'nothing' || retries?.ended === 'reset') return ['reset-after-accept'];
  // A socket closed with unread bytes makes its kernel send a reset (RFC 1122, 4.2.2.13).
  if (retries?.ended === 'closed' || aborts === 'unread') return ['closed-after-accept'];
  return aborts === 'meant'
    ? ['reset-after-accept']
    : ['reset-after-accept', 'closed-after-accept'];
};
