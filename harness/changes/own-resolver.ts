import type { Change } from './change.ts';

/** Before the program: what Node's own lookup does is done by c-ares, which asks the resolvers over the wire. */
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

/** The program of the client asks DNS by itself, and not by the system (getaddrinfo(3)): no hosts file is read. */
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

/** The program of the client has names looked up by the system. */
export const askSystem = <const H extends string>(on: H): Change<H> => ({
  verb: 'askSystem',
  on,
  says: 'the program asks the system for the address of a name',
  apply: () => [{ kind: 'environment', set: { NODE_OPTIONS: undefined } }],
  undo: () => [{ kind: 'environment', set: { NODE_OPTIONS: undefined } }],
});
