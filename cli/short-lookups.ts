/**
 * Has the C library of this process ask each resolver once, and for two seconds (resolv.conf(5), RES_OPTIONS; by
 * default twice, and five): a question that is under way cannot be taken back, and no process ends before it has.
 * For programs that are started from here, `undo` sets it back.
 */
export function shortenLookups(env: NodeJS.ProcessEnv = process.env): () => void {
  const given = env['RES_OPTIONS'];
  env['RES_OPTIONS'] = `${given === undefined ? '' : `${given} `}timeout:2 attempts:1`;
  return () => {
    if (given === undefined) delete env['RES_OPTIONS'];
    else env['RES_OPTIONS'] = given;
  };
}
