import type { KnownCause } from '../../../vocabulary/index.ts';
import type { Facts } from '../../observe/facts.ts';
import { protocolOf } from '../../observe/beginnings.ts';
import { isFrontEnd, pageOf } from '../../observe/pages.ts';
import { isSocketIo } from '../../observe/retries.ts';
import { sameName } from '../../meant.ts';

type Suspects = readonly KnownCause[];

/**
 * The causes that the answer of a server leaves open once the connection stands: the narrowest class, and
 * nothing by guess. A question that was put otherwise and answered as meant decides; then the answer itself.
 */
export const suspects = (facts: Facts): Suspects => byRetry(facts) ?? byAnswer(facts);

/** Undefined where nothing that was asked otherwise changed the answer. */
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

/** Over TCP a stopped process of a report, or a queue that nobody empties, is all that shows it. */
const byReport = ({ owner, stay, tries, unaccepted }: Facts): Suspects => {
  if (tries?.isDivided) return ['worker-stopped'];
  // Of a connection that stood and was lost, its end tells.
  if (stay !== undefined) return [];
  if (owner?.stoppedPid !== undefined) return ['server-stopped'];
  return unaccepted === undefined ? [] : ['server-stopped', 'server-stalled'];
};

/**
 * A network that answers for every server sends the client to a host of its own (RFC 8952); so may the server.
 * No packet came to it where a report says so.
 */
const byRedirect = ({ arrival, evidence, handshake }: Facts): Suspects => {
  const { headers = {}, status } = handshake ?? {};
  if (status === 511 || evidence.ledToGateway !== undefined) return ['captive-portal'];
  const to = URL.parse(headers['location'] ?? '')?.hostname.replace(/^\[|\]$/g, '');
  if (to === undefined || sameName(to, evidence.target.host)) return ['redirected'];
  return arrival?.received === 0 ? ['captive-portal'] : ['redirected', 'captive-portal'];
};

/** What is in between says what it met behind it (RFC 9110, 15.6.3 to 15.6.5); all else is of the service. */
const byFailure = ({ handshake }: Facts): Suspects => {
  const { closeCode, firstBytes, headers = {}, status = 0 } = handshake ?? {};
  if (closeCode === 1014) return ['bad-gateway', 'upstream-closes'];
  if (closeCode !== undefined) return ['service-failing'];
  const page = pageOf(firstBytes)?.page;
  // Of Cloudflare alone; no other has these numbers.
  if (status >= 520 && status <= 530) return ['edge-cannot-reach-origin'];
  if (status === 504) return ['gateway-timeout'];
  if (status === 511) return ['captive-portal'];
  if (![502, 503].includes(status)) return status >= 500 ? ['service-failing'] : [];
  if (page === 'broken-off') return ['upstream-closes'];
  if (status === 502) return ['bad-gateway', 'upstream-closes'];
  // A proxy that finds its only server gone says what a balancer says that has none left.
  // lighttpd says so of the servers behind it (mod_proxy: all are disabled).
  const isOfBalancer =
    page === 'no-server' || page === 'cannot-connect' || isLighttpds(firstBytes, headers['server']);
  if (isOfBalancer || headers['server']?.startsWith('awselb')) {
    return ['no-server-available', 'bad-gateway'];
  }
  return ['service-failing'];
};

/** Its own page (src/http-header-glue.c), which a service behind it does not have. */
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
  // A server that means credentials says which (RFC 9110, 15.5.2); a library says 401 of whatever it was told to.
  if (status === 401 && headers?.['www-authenticate'] !== undefined) return ['token-required'];
  if (status === 401 || status === 403) return ['token-required', 'origin-refused'];
  if (status !== 400) return [];
  return ['wrong-path', 'subprotocol-missing', 'origin-refused', 'token-required'];
};

const byOtherPage = ({ handshake }: Facts): Suspects => {
  const { headers, status } = handshake ?? {};
  // What is in front answers for what is behind it, which may speak WebSocket.
  if (isFrontEnd(headers)) {
    return ['websocket-to-http', 'upgrade-stripped', 'wrong-path', 'host-not-served'];
  }
  return status === 404 ? ['websocket-to-http', 'wrong-path'] : ['websocket-to-http'];
};

/**
 * A short answer comes, which a process that is stopped does not give: it is the size, or what the page waits for. Of
 * several processes that share a port, one that is stopped has the silent connections, and another answered.
 */
const bySilence = ({ owner, sizes, tries }: Facts): Suspects => {
  if (tries?.isDivided) return ['worker-stopped'];
  if (sizes?.shortPasses === true) {
    const isLost = sizes.lost === 'question' || sizes.lost === 'answer';
    if (owner?.hasSocket && !isLost) return ['server-stopped'];
    return isLost ? ['mtu-black-hole'] : ['server-stalled', 'mtu-black-hole'];
  }
  return ['server-stopped', 'server-stalled'];
};

const byEnd = (facts: Facts): Suspects => {
  const { aborts, evidence, handshake, hello, retries } = facts;
  // A library of TLS calls an end before the handshake a reset; the message that was read here byte by byte tells.
  if (handshake?.asked === 'tls' && hello?.first.answer === 'closed')
    return ['closed-after-accept'];
  if (handshake?.answer === 'silence') return bySilence(facts);
  const isPlain = handshake?.asked === 'http' || handshake?.asked === 'websocket';
  // To what is no request of its own it said who it is.
  const said =
    evidence.hellos?.flatMap(({ firstBytes = '' }) => protocolOf(firstBytes) ?? []) ?? [];
  if (isPlain && said.length > 0) return otherProgram(evidence.target.scheme);
  if (handshake?.accepted && handshake.code !== undefined) return ['reset-after-accept'];
  if (handshake?.answer === 'closed' || handshake?.ended) return ['closed-after-accept'];
  if (handshake?.answer !== 'failed') return [];
  if (handshake.asked === 'nothing' || retries?.ended === 'reset') return ['reset-after-accept'];
  // A socket that is closed before its bytes were read is reset by its kernel (RFC 1122, 4.2.2.13).
  if (retries?.ended === 'closed' || aborts === 'unread') return ['closed-after-accept'];
  return aborts === 'meant'
    ? ['reset-after-accept']
    : ['reset-after-accept', 'closed-after-accept'];
};
