/** A warning of the process (a deprecation, a leak of listeners) fails the test file it comes from. */
process.on('warning', (warning) => {
  throw warning;
});
