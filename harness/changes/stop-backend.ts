import type { Firewall } from '../topology/point.ts';
import type { Placement } from '../topology/place.ts';
import { shell, type Change } from './change.ts';
import { byTool, type Ruling } from './host-firewall.ts';

/** `<namespace>/<service>:<port>`, as kube-proxy names a port of a service in its rules. */
const portName = 'default/app:main';

const chain = 'KUBE-EXTERNAL-SERVICES';
/** In these kube-proxy leads new connections to its own chain. */
const passed = ['INPUT', 'FORWARD'];
const jump = `-m conntrack --ctstate NEW -m comment --comment "kubernetes externally-visible service portals" -j ${chain}`;

const rule = (on: string, { addresses, aim }: Placement): string =>
  `-d ${addresses[on]} -p tcp -m comment --comment "${portName} has no endpoints" -m tcp --dport ${aim.port} -j REJECT`;

const toolOf = ({ ipVersion }: Placement): string => (ipVersion === 4 ? 'iptables' : 'ip6tables');

/** Mode iptables of kube-proxy: a rule for each address without endpoints (pkg/proxy/iptables/proxier.go). */
const iptables: Ruling = {
  apply: (on, placement) => {
    const tool = toolOf(placement);
    const reject = `${chain} ${rule(on, placement)}`;
    const lines = [
      `${tool} -N ${chain} 2>/dev/null`,
      `${tool} -C ${reject} 2>/dev/null || ${tool} -A ${reject}`,
      ...passed.map((one) => `${tool} -C ${one} ${jump} 2>/dev/null || ${tool} -I ${one} ${jump}`),
    ];
    return [shell(on, lines.join('\n'))];
  },
  undo: (on, placement) => {
    const tool = toolOf(placement);
    const lines = [
      `${tool} -S ${chain} >/dev/null 2>&1 || exit 0`,
      ...passed.map((one) => `${tool} -D ${one} ${jump}`),
      `${tool} -F ${chain} && ${tool} -X ${chain}`,
    ];
    return [shell(on, lines.join('\n'))];
  },
};

const tableOf = ({ ipVersion }: Placement): string =>
  `${ipVersion === 4 ? 'ip' : 'ip6'} kube-proxy`;

/** Mode nftables: a map of the addresses without endpoints, and one chain (pkg/proxy/nftables/proxier.go). */
const ruleset = (on: string, placement: Placement): string => {
  const { addresses, aim, ipVersion } = placement;
  const ip = ipVersion === 4 ? 'ip' : 'ip6';
  const hooks = ['input', 'forward'].map(
    (hook) => `chain filter-${hook} {
    type filter hook ${hook} priority -110; policy accept;
    ct state new jump service-endpoints-check
  }`,
  );
  return `table ${tableOf(placement)} {
  map no-endpoint-services {
    type ipv${ipVersion}_addr . inet_proto . inet_service : verdict
    elements = { ${addresses[on]} . tcp . ${aim.port} comment "${portName}" : goto reject-chain }
  }
  chain reject-chain {
    reject
  }
  chain service-endpoints-check {
    ${ip} daddr . meta l4proto . th dport vmap @no-endpoint-services
  }
  ${hooks.join('\n  ')}
}`;
};

const nft: Ruling = {
  apply: (on, placement) => {
    const table = tableOf(placement);
    return [
      shell(
        on,
        `nft list table ${table} >/dev/null 2>&1 || nft -f - <<'END'\n${ruleset(on, placement)}\nEND`,
      ),
    ];
  },
  undo: (on, placement) => {
    const table = tableOf(placement);
    return [shell(on, `! nft list table ${table} >/dev/null 2>&1 || nft delete table ${table}`)];
  },
};

/** With the service of the backend stopped or started, and its port forwarded or not. */
const withBackend = (rejecting: Ruling, backend: string): Ruling => ({
  apply: (on, placement) => [
    { kind: 'serve', on: backend, as: 'stopped' },
    { kind: 'serve', on, as: 'stopped' },
    ...rejecting.apply(on, placement),
  ],
  undo: (on, placement) => [
    ...rejecting.undo(on, placement),
    { kind: 'serve', on, as: {} },
    { kind: 'serve', on: backend, as: {} },
  ],
});

const reversed = ({ apply, undo }: Ruling): Ruling => ({ apply: undo, undo: apply });

const modes = { iptables, nft } satisfies Partial<Record<Firewall, Ruling>>;
const toolsFor = (backend: string, turned = (ruling: Ruling): Ruling => ruling) =>
  Object.fromEntries(
    Object.entries(modes).map(([name, ruling]) => [name, turned(withBackend(ruling, backend))]),
  );

/**
 * The only backend of a service address stops. kube-proxy no longer forwards the port of its node, and rejects what is
 * sent there.
 */
export const stopBackend = <const H extends string, const B extends string>(
  on: H,
  backend: B,
): Change<H | B> =>
  byTool<H | B>(
    {
      ...{ verb: 'stopBackend', on, other: backend },
      says: 'no backend of the service runs, and kube-proxy rejects what is sent to its address',
    },
    toolsFor(backend),
  );

/** The backend runs again, and kube-proxy forwards the port to it. */
export const startBackend = <const H extends string, const B extends string>(
  on: H,
  backend: B,
): Change<H | B> =>
  byTool<H | B>(
    {
      ...{ verb: 'startBackend', on, other: backend },
      says: 'the backend of the service runs, and kube-proxy leads its port there',
    },
    toolsFor(backend, reversed),
  );
