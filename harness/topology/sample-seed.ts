/** For tests: one fixed seed, so that a failure can be repeated. Never for a run that counts. */
export const sampleSeed = '7e57'.repeat(8);

/** For tests: a seed for each number. */
export const seedOf = (number: number | bigint): string => number.toString(16).padStart(32, '0');
