import type { Handshake } from '../../diagnoser/evidence.ts';
import type { Facts } from '../../diagnoser/index.ts';
import { failed, passed, type Rung } from './rung.ts';

const isSecure = (scheme: string): boolean => scheme === 'https' || scheme === 'wss';

/** What was heard on the connection that the client uses: through the tunnel, where there is one. */
const heardBy = ({ handshake, proxy, reply }: Facts): Handshake | undefined =>
  reply === 'by-proxy' ? (proxy?.through ?? proxy?.handshake) : handshake;

export function tlsRung(facts: Facts): Rung | undefined {
  const { certificate, evidence, proxy, reply } = facts;
  const heard = heardBy(facts);
  if (!isSecure(evidence.target.scheme) || heard === undefined) return undefined;
  if (reply === 'by-proxy' && proxy?.through === undefined) return undefined;
  if (heard.asked === 'tls') return failed('tls', endOfTls(heard), heard.afterMs);
  const over = certificate === undefined ? '' : `${certificate.shown.protocol}, `;
  return passed('tls', `${over}the handshake is finished, and the certificate is trusted`);
}

/** Whether the server agrees to the protocol of the URL. */
export function upgradeRung(facts: Facts): Rung | undefined {
  const { evidence, reply, speech } = facts;
  const heard = heardBy(facts);
  if (evidence.target.scheme === 'tcp' || heard === undefined || heard.asked === 'tls')
    return undefined;
  if (reply === 'by-proxy') {
    if (facts.proxy?.outcome !== 'passed') return undefined;
    return passed('upgrade', end(heard), heard.afterMs);
  }
  if (speech === 'as-asked' || speech === 'cut-off' || speech === 'unfinished') {
    const isOwn = (heard.status ?? 0) >= 300 ? ', which is its own answer' : '';
    return passed('upgrade', `${end(heard)}${isOwn}`, heard.afterMs);
  }
  const means = speech === undefined ? '' : meaning[speech];
  return failed('upgrade', `${end(heard)}${means === '' ? '' : `: ${means}`}`, heard.afterMs);
}

const meaning: Readonly<Record<NonNullable<Facts['speech']>, string>> = {
  'as-asked': '',
  'cut-off': '',
  unfinished: '',
  'http-instead': 'it speaks HTTP, and takes no WebSocket here',
  'websocket-instead': 'it takes WebSocket only',
  'certificate-wanted': 'it wants a certificate of the client',
  'not-upgraded': 'the request came without its upgrade header',
  refusal: 'it refuses this request',
  redirect: 'it sends the client elsewhere',
  gateway: 'a service behind it fails',
  'tls-instead': 'this port speaks TLS',
  'http2-instead': 'it speaks HTTP/2 only',
  full: 'it takes no more clients',
  'not-http': 'that is no HTTP',
  nothing: '',
};

/** The first request, and the connection after it. */
export function exchangeRung({ evidence, handshake, speech, stay }: Facts): Rung | undefined {
  const { content, symptom, target } = evidence;
  // After a lost connection, the rungs above describe a new one, which has no exchange to show.
  if (stay !== undefined) return undefined;
  if (content !== undefined) {
    const of = content.promised === undefined ? '' : ` of ${content.promised}`;
    const seen = `${content.received}${of} bytes of the content, then ${ends[content.end]}`;
    return speech === 'cut-off' || speech === 'unfinished'
      ? failed('exchange', seen, content.afterMs)
      : passed('exchange', seen, content.afterMs);
  }
  if (target.scheme === 'tcp' && handshake?.asked === 'nothing') {
    if (speech !== 'as-asked') return failed('exchange', end(handshake), handshake.afterMs);
    const waits = handshake.answer === 'silence';
    return passed(
      'exchange',
      waits ? 'it says nothing by itself, and keeps the connection' : end(handshake),
      handshake.afterMs,
    );
  }
  if (symptom.stage !== 'exchange' || symptom.code === 'connected' || speech !== 'as-asked')
    return undefined;
  return failed('exchange', `the first client: ${symptom.code}`, symptom.afterMs);
}

const ends = {
  whole: 'its end',
  closed: 'it was closed',
  reset: 'it was reset',
  silence: 'silence',
};

export function stayRung({ evidence, stay }: Facts): Rung | undefined {
  const { afterMs, code } = evidence.symptom;
  return stay === undefined
    ? undefined
    : failed(
        'stay',
        `the first connection stood, and ended with ${code}; what is above is of a new one`,
        afterMs,
      );
}

/** Node's error codes for a rejected certificate. */
const ofCertificate = /^(?:CERT_|DEPTH_|SELF_|UNABLE_|ERR_TLS_CERT)/;

const endOfTls = (heard: Handshake): string =>
  heard.code !== undefined && ofCertificate.test(heard.code)
    ? `the client rejects the certificate: ${heard.code}`
    : end(heard);

function end(handshake: Handshake): string {
  const { accepted, answer, closeCode, code, ended, firstBytes, reason, status } = handshake;
  if (accepted && ended)
    return `accepted, and ended at once${closeCode === undefined ? '' : ` (close code ${closeCode})`}`;
  switch (answer) {
    case 'http':
      return `HTTP ${status ?? '?'}${reason ? ` ${reason}` : ''}${accepted === false ? ', with a wrong Sec-WebSocket-Accept' : ''}`;
    case 'other-bytes':
      return `it sent ${JSON.stringify(firstBytes?.slice(0, 40) ?? '')}`;
    case 'silence':
      return 'it does not answer';
    case 'closed':
      return 'it closed the connection without a word';
    case 'failed':
      return `it broke off: ${code ?? 'no code'}`;
  }
}
