import { isIP } from 'node:net';
import type { Failure, Stage } from '../../vocabulary/index.ts';
import {
  dropPackets,
  overfillQueue,
  rejectPackets,
  serve,
  stopService,
  type Change,
} from '../changes/index.ts';
import type { Aim } from '../topology/place.ts';
import { http, odd, webSocket } from '../topology/topology.ts';
import type { CertificatePlan, Service } from '../topology/services.ts';
import { isOverIpv6, sayUnreachable } from './ip-versions.ts';
import { loseName } from './lose-name.ts';
import { standIn } from './stand-in.ts';

/** How a symptom can be made around a container. */
export interface SymptomKind {
  /** The plain client's failure for this symptom or scenario name; a string if the client cannot see it, saying why. */
  seen(aim: Aim, name: string): Failure | string;
  /** Changes by rules in the network of the container. Absent if impossible. */
  inNetwork(aim: Aim): Change[];
  /** Changes at the gate in front of the mapped port; a string says why there are none. */
  atGate(aim: Aim): Change[] | string;
  /** The symptom shows on an established connection. */
  stays?: true;
  /** Scenarios whose cause itself can be made in the network of the container. */
  causes?: Readonly<Record<string, () => Change[]>>;
  /** Scenarios of which only the symptom can be made. */
  alike: readonly string[];
}

/** Whether the client exchanges data before it takes the connection for healthy. */
const asks = ({ scheme, says }: Aim): boolean => scheme !== 'tcp' || says !== undefined;
/** The stage at which a client notices that its first message is not answered. */
const atFirst = ({ scheme }: Aim): Stage => {
  if (scheme === 'tcp') return 'exchange';
  return scheme === 'https' || scheme === 'wss' ? 'tls' : 'upgrade';
};
const when = (aim: Aim): 'asked' | undefined =>
  asks(aim) && aim.says !== '' ? 'asked' : undefined;

const connecting = (
  code: Failure['code'],
  change: Change,
  atGate: () => Change[] | string,
): Pick<SymptomKind, 'seen' | 'inNetwork' | 'atGate'> => ({
  ...{ seen: () => ({ at: 'connect', code }), inNetwork: () => [change], atGate },
});

/** Another program answers in place of the service. */
const answering = (
  service: (aim: Aim) => Service,
  old: 'DROP' | 'REJECT',
): Pick<SymptomKind, 'inNetwork' | 'atGate'> => ({
  inNetwork: (aim) => [standIn(service(aim), old)],
  atGate: (aim) => [serve('server', service(aim))],
});

const isSecure = ({ scheme }: Aim): boolean => scheme === 'https' || scheme === 'wss';
const web = (aim: Aim, code: number): Service =>
  http({ status: code, ...(isSecure(aim) ? { tls: true } : {}) });
const keyless = 'it would have to keep a key on this machine';

const status = (code: number, ...alike: string[]): SymptomKind => ({
  seen: (aim) =>
    aim.scheme !== 'tcp'
      ? { at: 'upgrade', code: `HTTP ${code}` }
      : 'HTTP is spoken by http: and ws: alone; give { scheme: "http" }',
  inNetwork: (aim) => [standIn(web(aim, code), 'REJECT')],
  atGate: (aim) => (isSecure(aim) ? keyless : [serve('server', web(aim, code))]),
  alike,
});

const certificate = (code: Failure['code'], plan: CertificatePlan, alike: string): SymptomKind => ({
  seen: (aim) =>
    isSecure(aim)
      ? { at: 'tls', code }
      : 'TLS is spoken by https: and wss: alone; give { scheme: "https" }',
  inNetwork: ({ scheme }) => [
    standIn(scheme === 'https' ? http({ tls: plan }) : webSocket({ tls: plan }), 'REJECT'),
  ],
  atGate: () => keyless,
  alike: [alike],
});

const prohibited = 'unreachable/firewall-reject';

export const kinds = {
  refused: {
    ...connecting('ECONNREFUSED', rejectPackets('server', 'tcp-reset'), () => [
      stopService('server'),
    ]),
    causes: {
      'refused/firewall-reject-reset': () => [rejectPackets('server', 'tcp-reset')],
      'refused/firewall-reject': () => [rejectPackets('server', 'icmp-port-unreachable')],
    },
    alike: ['refused/not-listening', 'refused/loopback-bind', 'refused/wrong-port'],
  },
  silence: {
    ...connecting('silence', dropPackets('server'), () => [overfillQueue('server')]),
    causes: { 'timeout/host-firewall-drop': () => [dropPackets('server')] },
    alike: ['timeout/security-group', 'timeout/accept-queue-full', 'timeout/host-down'],
  },
  unreachable: {
    ...connecting(
      'EHOSTUNREACH',
      sayUnreachable,
      () => 'a listener on the loopback interface cannot make ICMP errors',
    ),
    // ICMPv6 maps "prohibited" differently (harness/case/shown.ts).
    seen: (aim, name) => ({
      at: 'connect',
      code: name === prohibited && isOverIpv6(aim) ? 'EACCES' : 'EHOSTUNREACH',
    }),
    causes: { [prohibited]: () => [rejectPackets('server', 'icmp-admin-prohibited')] },
    alike: ['unreachable/router-reject'],
  },
  reset: {
    seen: (aim) => ({ at: atFirst(aim), code: 'ECONNRESET' }),
    ...answering((aim) => odd('reset', when(aim)), 'REJECT'),
    alike: ['lost/reset-after-accept'],
  },
  stalled: {
    seen: (aim) =>
      asks(aim)
        ? { at: atFirst(aim), code: 'silence' }
        : 'whether a server that accepts is stalled shows when it is asked: give { scheme: "http" } or "ws", or { says: "PING\\r\\n" }, or { says: "" } for a server that speaks first',
    ...answering(() => odd('mute'), 'DROP'),
    alike: ['stalled/server-stalled', 'stalled/server-stopped'],
  },
  cut: {
    seen: (aim) => ({ at: atFirst(aim), code: aim.scheme === 'tcp' ? 'EOF' : 'ECONNRESET' }),
    ...answering((aim) => odd('close', when(aim)), 'REJECT'),
    alike: ['lost/closed-after-accept'],
  },
  vanished: {
    seen: (aim) => {
      if (aim.scheme === 'https')
        return 'it is seen on a connection that is kept: give { scheme: "http" } or "wss"';
      return aim.scheme === 'tcp' && (aim.says ?? '') === ''
        ? 'it is seen on a connection that is asked twice: give { says: "PING\\r\\n" }, or { scheme: "http" }'
        : { at: 'stay', code: 'silence' };
    },
    inNetwork: () => [dropPackets('server')],
    atGate: () => 'connections through the gate end when a fault begins',
    stays: true,
    causes: { 'lost/host-firewall-drop': () => [dropPackets('server')] },
    alike: ['lost/host-down', 'lost/security-group'],
  },
  'name-not-found': {
    seen: ({ host }) =>
      isIP(host) === 0
        ? { at: 'name', code: 'ENOTFOUND' }
        : 'the client connects to an address; give { from } a container, and the other .withNetworkAliases(name)',
    inNetwork: () => [loseName],
    atGate: () => 'the gate is an address',
    alike: ['dns/name-does-not-exist'],
  },
  'certificate-expired': certificate(
    'CERT_HAS_EXPIRED',
    { ends: 'past' },
    'tls/certificate-expired',
  ),
  'certificate-not-yet-valid': certificate(
    'CERT_NOT_YET_VALID',
    { starts: 'later' },
    'tls/certificate-not-yet-valid',
  ),
  'certificate-untrusted': certificate(
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    { signedBy: 'unknown' },
    'tls/certificate-untrusted',
  ),
  'certificate-wrong-name': certificate(
    'ERR_TLS_CERT_ALTNAME_INVALID',
    { names: 'own' },
    'tls/certificate-wrong-name',
  ),
  'server-error': status(500, 'protocol/service-failing'),
  'bad-gateway': status(502, 'protocol/bad-gateway'),
  'service-unavailable': status(503, 'protocol/no-server-available'),
  'gateway-timeout': status(504, 'protocol/gateway-timeout'),
} as const satisfies Record<string, SymptomKind>;

/** Symptoms that can be made around a container. Scenario ids are accepted as well. */
export type SymptomName = keyof typeof kinds;
export const symptomNames = Object.keys(kinds) as SymptomName[];
