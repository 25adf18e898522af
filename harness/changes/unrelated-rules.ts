import type { Placement } from '../topology/place.ts';
import { shell, type Change } from './change.ts';

const chain = 'blocklist';
const count = 200;

/** Documentation addresses (RFC 5737, RFC 3849); no host of a lab has one. */
const source = (number: number, { ipVersion }: Placement): string =>
  ipVersion === 4 ? `198.51.100.${number}` : `2001:db8:51::${number.toString(16)}`;

const tool = ({ ipVersion }: Placement): string => (ipVersion === 4 ? 'iptables' : 'ip6tables');

const restore = (placement: Placement): string => {
  const rules = Array.from({ length: count }, (_, index) => {
    const verdict = index % 2 === 0 ? 'DROP' : 'REJECT';
    return `-A ${chain} -s ${source(index + 1, placement)} -j ${verdict}`;
  });
  return ['*filter', `:${chain} -`, ...rules, `-I INPUT -j ${chain}`, 'COMMIT'].join('\n');
};

/** Two hundred rules against other sources, like a blocklist of known attackers. */
export const addUnrelatedRules = <const H extends string>(on: H): Change<H> => ({
  verb: 'addUnrelatedRules',
  on,
  says: 'the firewall of the host has two hundred rules against others',
  apply: (placement) => [
    shell(
      on,
      `${tool(placement)} -S ${chain} >/dev/null 2>&1 || ${tool(placement)}-restore -n <<'END'\n${restore(placement)}\nEND`,
    ),
  ],
  undo: (placement) => [
    shell(
      on,
      `! ${tool(placement)} -S ${chain} >/dev/null 2>&1 || { ${['-D INPUT -j', '-F', '-X'].map((what) => `${tool(placement)} ${what} ${chain}`).join(' && ')}; }`,
    ),
  ],
});
