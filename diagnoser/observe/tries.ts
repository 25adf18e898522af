import { observation } from './observation.ts';

/** One that works its clients off one by one answers the second after the first, and so on. */
const atOnceMs = 300;

/** What several connections met that asked the same at once, of which some were answered. */
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
      /** The answers came at once, and to the others none came: these are not in one queue. */
      isDivided: silent > 0 && tries.afterMs <= atOnceMs,
    };
  },
  tell: ({ answered, silent }) =>
    silent === 0
      ? `Asked on ${answered} connections, the server answered each.`
      : `Asked on ${answered + silent} connections, the server answered ${answered}, and said nothing on the other ${silent}.`,
  identifies: {},
});
