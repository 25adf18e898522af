import { sh } from '../command.ts';
import { byAnswer } from './by-answer.ts';

/** A word that is not a url could be read as an option of curl. */
const asking = (url: string): string[] =>
  /^https?:/.test(url) ? [sh`curl -i --http2-prior-knowledge ${url}`] : [];

export const http2Only = byAnswer('http2-only', 2, ({ evidence, port }) => ({
  action: 'serve-http1',
  text: `The server on port ${port} speaks HTTP/2 without TLS and nothing else, as a gRPC server does. Let it speak HTTP/1.1 as well, or use a client that speaks HTTP/2 from the first byte.`,
  commands: asking(evidence.target.url),
}));
