import type { Change, Step } from './change.ts';

/** As Debian's /etc/nftables.conf names them; with a policy that accepts they do nothing. */
const chain = 'inet filter input';
const table =
  'add table inet filter; add chain inet filter input { type filter hook input priority filter; policy accept; }';

const sh = (on: string, script: string): Step => ({ kind: 'run', on, argv: ['sh', '-c', script] });

/** nft(8) has a ruleset that discards what comes in for the target's port, and counts nothing. */
export const dropByNft = <const H extends string>(on: H): Change<H> => ({
  verb: 'dropByNft',
  on,
  says: 'a rule of nftables discards packets to the port',
  apply: ({ aim }) => [
    sh(
      on,
      `nft list chain ${chain} >/dev/null 2>&1 || nft '${table}; add rule ${chain} tcp dport ${aim.port} drop'`,
    ),
  ],
  undo: () => [
    sh(on, '! nft list table inet filter >/dev/null 2>&1 || nft delete table inet filter'),
  ],
});

/** nft(8) lets the target's port in, before the rules that are there. */
export const allowByNft = <const H extends string>(on: H): Change<H> => ({
  verb: 'allowByNft',
  on,
  says: 'a rule of nftables lets the port in',
  apply: ({ aim }) => [
    sh(
      on,
      `nft list chain ${chain} | grep -q 'dport ${aim.port} accept' || nft insert rule ${chain} tcp dport ${aim.port} accept`,
    ),
  ],
  undo: ({ aim }) => [
    sh(
      on,
      `for handle in $(nft -a list chain ${chain} | sed -n 's/.*dport ${aim.port} accept.*handle //p'); do nft delete rule ${chain} handle $handle; done`,
    ),
  ],
});
