import { observation } from './observation.ts';

/** Whose limit on open descriptors is reached (socket(2)). */
const limits: Readonly<Record<string, 'the process' | 'the machine'>> = {
  EMFILE: 'the process',
  ENFILE: 'the machine',
};

/** No socket could be created: the plain client reports it, or the attempt here failed the same way. */
export const descriptors = observation({
  name: 'descriptors',
  read: ({ attempt, evidence }) => {
    const code = [evidence.symptom.code, attempt?.code ?? ''].find((each) =>
      Object.hasOwn(limits, each),
    );
    return code === undefined ? undefined : { code, of: limits[code] ?? 'the process' };
  },
  tell: ({ code, of }) =>
    `${code}: ${of} has as many descriptors open as it may have, so there was none for a socket. Nothing was sent; the server has no part in it.`,
  identifies: {},
});
