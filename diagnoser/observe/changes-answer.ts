import type { Retry } from '../evidence.ts';
import { isHttp2 } from './beginnings.ts';

/** Whether the varied request was answered as the url's service should answer, or in the protocol of the request. */
export const changesAnswer = ({ otherwise, handshake }: Retry): boolean => {
  const { accepted, answer, asked, firstBytes = '', status = 0 } = handshake;
  switch (otherwise) {
    case 'silence':
      return /^HTTP\/1\.\d 400/.test(firstBytes);
    case 'http2':
      return isHttp2(firstBytes);
    case 'postgresql':
      return firstBytes === 'N' || firstBytes === 'S';
    case 'redis':
      return /^(\+PONG|-(NOAUTH|DENIED|ERR max number))/.test(firstBytes);
    case 'mqtt':
      // CONNACK with its fixed header, whatever it says (MQTT 3.1.1, 3.2).
      return firstBytes.startsWith('\x20\x02');
    case 'proxy-header':
      // A server without PROXY protocol takes the header for a malformed request.
      return answer === 'http' && status !== 400;
    case 'head':
      return answer === 'http';
    case 'host':
      return asked === 'http' ? status >= 200 && status < 400 : accepted === true;
    default:
      return accepted === true;
  }
};
