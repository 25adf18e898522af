import { observation } from './observation.ts';

/** Longest time for simultaneous answers. A server that serves its clients one by one takes longer. */
const atOnceMs = 300;

/** Outcome of several simultaneous requests, of which some were answered. */
export const tries = observation({
  name: 'tries',
  read: ({ evidence }) => {
    const { handshakes, tries } = evidence;
    if (tries === undefined) return undefined;
    const isOwnSilent = handshakes.some(({ answer }) => answer === 'silence');
    const silent = tries.silent + (isOwnSilent ? 1 : 0);
    const answered = tries.answered + (isOwnSilent ? 0 : 1);
    return {
      answered,
      silent,
      /** Some answers came at once, the others never: the connections are not in one queue. */
      isDivided: silent > 0 && tries.afterMs <= atOnceMs,
    };
  },
  tell: ({ answered, silent }) =>
    silent === 0
      ? `Asked on ${answered} connections, the server answered each.`
      : `Asked on ${answered + silent} connections, the server answered ${answered}, and said nothing on the other ${silent}.`,
  identifies: {},
});
