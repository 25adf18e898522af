import type { Retry } from '../evidence.ts';
import { isHttp2 } from './beginnings.ts';

/** Whether it was answered as the url is meant to be, or in a protocol that the question was of. */
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
    case 'proxy-header':
      // What is no HTTP to somebody is a bad request to him.
      return answer === 'http' && status !== 400;
    case 'head':
      return answer === 'http';
    case 'host':
      return asked === 'http' ? status >= 200 && status < 400 : accepted === true;
    default:
      return accepted === true;
  }
};
