import type { Scheme, Target } from '../evidence.ts';

const defaultPorts: Record<Scheme, number | undefined> = {
  ws: 80,
  wss: 443,
  http: 80,
  https: 443,
  tcp: undefined,
};

/** Target of a url; undefined for a scheme or a form that no probe supports. */
export const targetOf = (text: string): Target | undefined => {
  const url = URL.parse(text);
  if (url === null) return undefined;
  const scheme = url.protocol.slice(0, -1);
  if (!isScheme(scheme)) return undefined;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = url.port === '' ? defaultPorts[scheme] : Number(url.port);
  if (host === '' || port === undefined || port === 0) return undefined;
  return { url: text, scheme, host, port, path: (url.pathname || '/') + url.search };
};

const isScheme = (word: string): word is Scheme => Object.hasOwn(defaultPorts, word);
