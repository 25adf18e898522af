/** A warning of the process (a deprecation, a leak of listeners) fails the test file it comes from. */
const failOfWarning = (warning: Error): never => {
  throw warning;
};
// Files that share a worker share its process.
const isHeard = process.listeners('warning').some(({ name }) => name === failOfWarning.name);
if (!isHeard) process.on('warning', failOfWarning);
