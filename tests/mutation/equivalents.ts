/**
 * Mutants that no test can notice, because the program does the same with them. Each says why; an
 * entry that no longer fits any survivor is reported.
 */
export interface Equivalent {
  file: string;
  /** The text that is replaced, as it stands in the file, on one line. */
  original: string;
  /** What stands in its place, on one line. */
  replacement: string;
  reason: string;
}

const run = (
  name: string,
  [original, replacement]: [original: string, replacement: string],
  reason: string,
): Equivalent => ({ file: `harness/run/${name}.ts`, original, replacement, reason });

const startsWithScheme =
  'A url begins with its scheme, of several letters, whose colon is the first.';

export const equivalents: readonly Equivalent[] = [
  run('diagnose', ['/^\\w+:/', '/\\w+:/'], startsWithScheme),
  run(
    'session',
    ['!this.plainClient', 'false'],
    'A session that is open has a plain client; the type cannot say so.',
  ),
  run(
    'session',
    ['this.plainClient?.stop', 'this.plainClient.stop'],
    'A session that is open has a plain client; the type cannot say so.',
  ),
  run(
    'truth',
    [
      "lab.hosts.find(({ name }) => name === 'client')?.routes",
      "lab.hosts.find(({ name }) => name === 'client').routes",
    ],
    'Every lab has a client; the type cannot say so.',
  ),
];
