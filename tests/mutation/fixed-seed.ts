import { configureGlobal } from 'fast-check';

// Whether a mutant is noticed must not depend on what a property happened to draw; and a counterexample
// need not be small to be one.
configureGlobal({ seed: 1, numRuns: 15, endOnFailure: true });
