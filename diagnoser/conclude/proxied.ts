import type { Evidence, Handshake, ProxyWay } from '../evidence.ts';
import { namesEndpoint } from '../report/addresses.ts';
import { websocketSpeech } from './speech.ts';

/**
 * How the way by the proxy ended: nobody there; the proxy refused to go on; the server answered as
 * asked; or otherwise, which is no fault of the proxy that could be told from here.
 */
export interface Proxied extends ProxyWay {
  outcome: 'gone' | 'denied' | 'passed' | 'unclear';
  /** Whether the plain client went this way; undefined when both ways end alike. */
  used?: boolean;
}

/** @param direct how a client ends that goes past the proxy, in words of `symptom.code`. */
export const proxiedOf = (
  { proxy, symptom, target }: Evidence,
  direct: string | undefined,
): Proxied | undefined => {
  if (proxy === undefined) return undefined;
  const { attempt, excepted, host, port } = proxy;
  if (excepted || attempt === undefined) return { ...proxy, outcome: 'unclear', used: false };
  const { outcome, code } = endOf(proxy, direct);
  const isTarget = host === target.host && port === target.port;
  if (!isTarget && namesEndpoint(symptom.message, host, port))
    return { ...proxy, outcome, used: true };
  if (code === direct) return { ...proxy, outcome };
  if (symptom.code === code) return { ...proxy, outcome, used: true };
  return symptom.code === direct ? { ...proxy, outcome, used: false } : { ...proxy, outcome };
};

/** 502, 503 and 504 are what a proxy says that could not reach the server (RFC 9110, 15.6). */
const unreached = [502, 503, 504];

const endOf = (
  { attempt, handshake, through }: ProxyWay,
  direct: string | undefined,
): { outcome: Proxied['outcome']; code: string } => {
  if (attempt?.code !== 'connected') return { outcome: 'gone', code: attempt?.code ?? '' };
  if (through !== undefined) {
    const passed = websocketSpeech(through) === 'as-asked';
    return passed
      ? { outcome: 'passed', code: 'connected' }
      : { outcome: 'unclear', code: codeOf(through) };
  }
  if (handshake?.status === undefined) return { outcome: 'unclear', code: '' };
  const code = codeOf(handshake);
  if (handshake.asked === 'tunnel') {
    const denied = handshake.status >= 300 && !unreached.includes(handshake.status);
    return { outcome: denied ? 'denied' : 'unclear', code };
  }
  if (unreached.includes(handshake.status)) return { outcome: 'unclear', code };
  const denied = [403, 407].includes(handshake.status) && code !== direct;
  return { outcome: denied ? 'denied' : 'passed', code };
};

/** How a client reports an answer: a success is none that would be told. */
export const codeOf = ({ status = 0 }: Handshake): string =>
  status >= 200 && status < 300 ? 'connected' : `HTTP ${status}`;
