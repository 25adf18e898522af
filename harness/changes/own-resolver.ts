import type { Change } from './change.ts';

/** Loaded before the program: replaces Node's lookup by c-ares, which queries the DNS servers directly. */
const preload = `
import dns from 'node:dns';
dns.lookup = (host, options, done) => {
  Promise.allSettled([4, 6].map((family) =>
    dns.promises['resolve' + family](host).then((all) => all.map((address) => ({ address, family }))),
  )).then((ended) => {
    const found = ended.flatMap(({ value = [] }) => value);
    if (found.length === 0) done(ended[0].reason);
    else if (options.all) done(null, found);
    else done(null, found[0].address, found[0].family);
  });
};`;

/** The client program queries DNS itself instead of calling getaddrinfo(3): the hosts file is ignored. */
export const askDnsAlone = <const H extends string>(on: H): Change<H> => ({
  verb: 'askDnsAlone',
  on,
  says: 'the program asks DNS by itself, and reads no hosts file',
  apply: () => [
    {
      kind: 'environment',
      set: { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(preload)}` },
    },
  ],
  undo: () => [{ kind: 'environment', set: { NODE_OPTIONS: undefined } }],
});

/** The client program resolves names by getaddrinfo(3). */
export const askSystem = <const H extends string>(on: H): Change<H> => ({
  verb: 'askSystem',
  on,
  says: 'the program asks the system for the address of a name',
  apply: () => [{ kind: 'environment', set: { NODE_OPTIONS: undefined } }],
  undo: () => [{ kind: 'environment', set: { NODE_OPTIONS: undefined } }],
});
