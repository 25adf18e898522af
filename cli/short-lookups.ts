/**
 * Makes the C library of this process ask each resolver once, for two seconds (resolv.conf(5), RES_OPTIONS; default:
 * twice, for five). A pending query cannot be cancelled, and keeps the process from ending. `undo` restores the
 * variable for programs that are started from here.
 */
export function shortenLookups(env: NodeJS.ProcessEnv = process.env): () => void {
  const given = env['RES_OPTIONS'];
  env['RES_OPTIONS'] = `${given === undefined ? '' : `${given} `}timeout:2 attempts:1`;
  return () => {
    if (given === undefined) delete env['RES_OPTIONS'];
    else env['RES_OPTIONS'] = given;
  };
}
