import { describe, expect, test } from 'vitest';
import * as verbs from '../../harness/changes/index.ts';
import {
  acceptAgain,
  addDeadAddress,
  addHostsLine,
  addUnrelatedRules,
  allowOutgoing,
  allowPortInProxy,
  allowQueries,
  answerPings,
  askDnsAlone,
  askSystem,
  banClient,
  believeUnsigned,
  blockName,
  blockOutgoing,
  breakIpv6,
  blockAnswer,
  bypassProxy,
  capture,
  configure,
  configureRight,
  continueProxy,
  continueService,
  correctNeighbour,
  correctRecord,
  dropIcmp,
  dropPackets,
  dropQueries,
  dropReplies,
  floodShortConnections,
  fixNeighbour,
  forgetIdle,
  forwardPort,
  forwardZone,
  giveRoutes,
  guardHost,
  heedProxy,
  holdPorts,
  ignorePings,
  ignoreProxy,
  installPanel,
  interceptTls,
  letRepliesOut,
  limitConnections,
  listenElsewhere,
  listenOnIpv6,
  loseRoutes,
  narrowLink,
  occupy,
  openPort,
  openPortInFront,
  openPortInPanel,
  overfillQueue,
  pauseService,
  pauseWorker,
  pinNeighbour,
  pointName,
  raiseLimit,
  pauseProxy,
  raiseDescriptorLimit,
  logIn,
  rebind,
  redirectLocally,
  rejectInFront,
  rejectOtherPort,
  rejectPackets,
  rememberIdle,
  removeDomain,
  removeHostsLine,
  removeRecord,
  removeRedirect,
  renewCertificate,
  renumber,
  requireLogin,
  requireSignatures,
  reuseTimeWait,
  searchIn,
  serve,
  setSecurityGroup,
  setWayBack,
  shrinkPortRange,
  signIn,
  startResolver,
  startBackend,
  startService,
  stopBackend,
  stopResolver,
  stopService,
  switchOff,
  switchOffIpv6,
  switchOn,
  switchOnIpv6,
  tellErrors,
  translateAddresses,
  tryFirstAddress,
  turnWayBack,
  unbanClient,
  unblockName,
  unblockAnswer,
  unsetProxy,
  useCertificate,
  useUpDescriptors,
  useHost,
  useLoopback,
  usePath,
  usePort,
  useProxy,
  useScheme,
  useShortName,
  widenPortRange,
  withholdErrors,
  type Change,
} from '../../harness/changes/index.ts';
import type { Lab } from '../../harness/engine/engine.ts';
import { openLab } from '../../harness/run/open-lab.ts';
import type { Session } from '../../harness/run/session.ts';
import { drawPoint } from '../../harness/topology/draw-point.ts';
import type { Axes, Firewall, Point } from '../../harness/topology/point.ts';
import { axesOfTopology } from '../../harness/topology/shape.ts';
import {
  behindForwardRouted,
  behindProxy,
  client,
  edge,
  http,
  lan,
  machine,
  proxy,
  resolver,
  routed,
  router,
  server,
  webSocket,
  withInnerNetwork,
  withResolver,
  type Topology,
} from '../../harness/topology/topology.ts';
import { lanes, seed } from './lanes.ts';

interface Contract {
  change: Change;
  /** What must be done first for the change to show. */
  after?: readonly Change[];
  symptom: string;
  /** The same over IPv6, where that is another. */
  over6?: string;
  /** What undoing a remedy leaves, where that is not the state before it: the lab as it was placed. */
  undone?: string;
  /** Where it needs more than a client and a server. */
  topology?: Topology;
  /** What the client speaks; ws by default. */
  scheme?: 'wss';
}

const row = routed({ client: client(), router: router(), server: server(webSocket()) });
const twoRouters = routed({
  client: client(),
  router: router(),
  far: router(),
  server: server(webSocket()),
});
/** The server is on a network that the client does not come by. */
const twoLegged = withInnerNetwork(row, 'server');
const flat = lan({ client: client(), server: server(webSocket()) });
/** A name cannot be looked up without a descriptor, either. */
const byAddress: Topology = { ...flat, ways: ['address'] };
const named: Topology = withResolver(
  lan({ client: client(), old: machine(), server: server(webSocket()) }),
);

/** Of its ways the one that has a resolver. */
const forwarded: Topology = { ...behindForwardRouted(webSocket()), ways: ['dns'] };

const proxied = lan({ client: client(), proxy: proxy(), server: server(webSocket()) });

const secure = {
  scheme: 'wss',
  topology: lan({ client: client(), server: server(webSocket({ tls: true })) }),
} as const;

const byName: Topology = {
  ...routed({ client: client(), router: router(), server: server(webSocket({ tls: true })) }),
  ways: ['hosts-file'],
};

const contracts: Record<string, Contract> = {
  'rebind to loopback': { change: rebind('server', 'loopback'), symptom: 'ECONNREFUSED' },
  'rebind to all': { change: rebind('server', 'all'), symptom: 'connected' },
  listenElsewhere: { change: listenElsewhere('server'), symptom: 'ECONNREFUSED' },
  listenOnIpv6: {
    change: listenOnIpv6('server'),
    symptom: 'ECONNREFUSED',
    over6: 'connected',
  },
  stopService: { change: stopService('server'), symptom: 'ECONNREFUSED' },
  startService: {
    change: startService('server'),
    after: [stopService('server')],
    symptom: 'connected',
  },
  'configure a server': {
    change: configure('server', { origin: 'own' }),
    symptom: 'HTTP 403',
  },
  configureRight: {
    change: configureRight('server'),
    after: [configure('server', { origin: 'own' })],
    symptom: 'connected',
    undone: 'connected',
  },
  'configure a proxy': {
    change: configure('server', { upgrade: 'stripped' }),
    symptom: 'HTTP 426',
    topology: behindProxy('nginx-proxy', webSocket()),
  },
  capture: { change: capture('router'), symptom: 'HTTP 511', topology: row },
  signIn: {
    change: signIn('router'),
    after: [capture('router')],
    symptom: 'connected',
    topology: row,
  },
  pauseService: { change: pauseService('server'), symptom: 'silence' },
  continueService: {
    change: continueService('server'),
    after: [pauseService('server')],
    symptom: 'connected',
  },
  overfillQueue: { change: overfillQueue('server'), symptom: 'silence' },
  acceptAgain: {
    change: acceptAgain('server'),
    after: [overfillQueue('server')],
    symptom: 'connected',
  },
  occupy: { change: occupy('server'), symptom: 'connected' },
  useLoopback: { change: useLoopback('client', 'localhost'), symptom: 'ECONNREFUSED' },
  'usePath of nobody': {
    change: usePath('client', '/nowhere'),
    symptom: 'HTTP 400',
    topology: lan({ client: client(), server: server(webSocket({ path: '/' })) }),
  },
  'usePath right': {
    change: usePath('client', 'right'),
    after: [usePath('client', '/nowhere')],
    symptom: 'connected',
    undone: 'connected',
    topology: lan({ client: client(), server: server(webSocket({ path: '/' })) }),
  },
  'usePort unused': { change: usePort('client', 'unused'), symptom: 'ECONNREFUSED' },
  'usePort right': {
    change: usePort('client', 'right'),
    after: [usePort('client', 'unused')],
    symptom: 'connected',
    undone: 'connected',
  },
  'useHost of another machine': {
    change: useHost('client', 'neighbour'),
    topology: lan({ ...flat.hosts, neighbour: machine() }),
    symptom: 'ECONNREFUSED',
  },
  'useHost by name': { change: useHost('client', 'server', 'name'), symptom: 'connected' },
  'useHost that was renumbered': {
    change: useHost('client', 'server', 'new address'),
    after: [renumber('server')],
    symptom: 'connected',
    undone: 'silence',
  },
  renumber: { change: renumber('server'), symptom: 'silence' },
  setSecurityGroup: { change: setSecurityGroup('router'), topology: row, symptom: 'silence' },
  openPortInFront: {
    change: openPortInFront('router'),
    after: [setSecurityGroup('router')],
    topology: row,
    symptom: 'connected',
  },
  withholdErrors: {
    change: withholdErrors('router'),
    after: [useHost('client', 'router'), rejectPackets('router', 'icmp-port-unreachable')],
    topology: row,
    symptom: 'silence',
  },
  blockName: {
    ...secure,
    change: blockName('router'),
    topology: byName,
    symptom: 'ECONNRESET',
  },
  unblockName: {
    ...secure,
    change: unblockName('router'),
    after: [blockName('router')],
    topology: byName,
    symptom: 'connected',
  },
  interceptTls: {
    ...secure,
    change: interceptTls('proxy'),
    after: [useProxy('client', 'proxy', 'https_proxy')],
    topology: lan({
      client: client(),
      proxy: proxy(),
      server: server(webSocket({ tls: true })),
    }),
    symptom: 'SELF_SIGNED_CERT_IN_CHAIN',
  },
  'useCertificate that is over': {
    ...secure,
    change: useCertificate('server', { ends: 'past' }),
    symptom: 'CERT_HAS_EXPIRED',
  },
  'useCertificate of another name': {
    ...secure,
    change: useCertificate('server', { names: 'own' }),
    symptom: 'ERR_TLS_CERT_ALTNAME_INVALID',
  },
  'useCertificate that is not valid yet': {
    ...secure,
    change: useCertificate('server', { starts: 'later' }),
    symptom: 'CERT_NOT_YET_VALID',
  },
  'useCertificate signed by itself': {
    ...secure,
    change: useCertificate('server', { signedBy: 'itself' }),
    symptom: 'DEPTH_ZERO_SELF_SIGNED_CERT',
  },
  'useCertificate of an unknown authority': {
    ...secure,
    change: useCertificate('server', { signedBy: 'unknown' }),
    symptom: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  },
  'useCertificate without its chain': {
    ...secure,
    change: useCertificate('server', { sends: 'own' }),
    symptom: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  },
  'useCertificate that ends soon': {
    ...secure,
    change: useCertificate('server', { ends: 'soon' }),
    symptom: 'connected',
  },
  renewCertificate: {
    ...secure,
    change: renewCertificate('server'),
    after: [useCertificate('server', { ends: 'past' })],
    symptom: 'connected',
    undone: 'connected',
  },
  'useScheme http': { change: useScheme('client', 'http'), symptom: 'HTTP 426' },
  'serve http': { change: serve('server', http()), symptom: 'HTTP 200' },
  'serve one status': { change: serve('server', http({ status: 503 })), symptom: 'HTTP 503' },
  'serve WebSocket': {
    change: serve('server', webSocket()),
    after: [serve('server', http())],
    symptom: 'connected',
    undone: 'connected',
  },
  dropPackets: { change: dropPackets('server'), symptom: 'silence' },
  'rejectPackets with ICMP': {
    change: rejectPackets('server', 'icmp-port-unreachable'),
    symptom: 'ECONNREFUSED',
  },
  'rejectPackets with a reset': {
    change: rejectPackets('server', 'tcp-reset'),
    symptom: 'ECONNREFUSED',
  },
  guardHost: { change: guardHost('server'), symptom: 'connected' },
  openPort: { change: openPort('server'), after: [dropPackets('server')], symptom: 'connected' },
  dropReplies: { change: dropReplies('server'), symptom: 'silence' },
  letRepliesOut: {
    change: letRepliesOut('server'),
    after: [dropReplies('server')],
    symptom: 'connected',
  },
  'blockOutgoing by a drop': { change: blockOutgoing('client', 'DROP'), symptom: 'silence' },
  'blockOutgoing by a reject': {
    change: blockOutgoing('client', 'REJECT'),
    symptom: 'ECONNREFUSED',
  },
  'blockOutgoing of answers': {
    change: blockOutgoing('client', 'DROP', 'answers'),
    symptom: 'silence',
  },
  'blockOutgoing of all but root': {
    change: blockOutgoing('client', 'DROP', 'questions of all but root'),
    symptom: 'silence',
  },
  allowOutgoing: {
    change: allowOutgoing('client'),
    after: [blockOutgoing('client', 'DROP')],
    symptom: 'connected',
  },
  'loseRoutes of the client': {
    change: loseRoutes('client'),
    topology: row,
    symptom: 'ENETUNREACH',
  },
  'loseRoutes of the server': {
    change: loseRoutes('server'),
    topology: row,
    symptom: 'silence',
  },
  giveRoutes: {
    change: giveRoutes('client'),
    after: [loseRoutes('client')],
    topology: row,
    symptom: 'connected',
  },
  askDnsAlone: {
    change: askDnsAlone('client'),
    after: [removeDomain('resolver'), addHostsLine('client', 'server')],
    symptom: 'ENOTFOUND',
    topology: named,
  },
  askSystem: {
    change: askSystem('client'),
    after: [removeDomain('resolver'), addHostsLine('client', 'server'), askDnsAlone('client')],
    symptom: 'connected',
    undone: 'connected',
    topology: named,
  },
  useShortName: { change: useShortName('client'), symptom: 'ENOTFOUND', topology: named },
  searchIn: {
    change: searchIn('client', 'right'),
    after: [useShortName('client')],
    symptom: 'connected',
    topology: named,
  },
  useUpDescriptors: {
    change: useUpDescriptors('client'),
    symptom: 'EMFILE',
    topology: byAddress,
  },
  raiseDescriptorLimit: {
    topology: byAddress,
    change: raiseDescriptorLimit('client'),
    after: [useUpDescriptors('client')],
    symptom: 'connected',
  },
  switchOffIpv6: {
    change: switchOffIpv6('client'),
    symptom: 'connected',
    over6: 'EADDRNOTAVAIL',
  },
  switchOnIpv6: {
    change: switchOnIpv6('client'),
    after: [switchOffIpv6('client')],
    symptom: 'connected',
  },
  switchOff: { change: switchOff('router'), topology: row, symptom: 'EHOSTUNREACH' },
  switchOn: {
    change: switchOn('router'),
    after: [switchOff('router')],
    topology: row,
    symptom: 'connected',
  },
  'banClient by a drop': { change: banClient('server', 'DROP'), symptom: 'silence' },
  'banClient by a reject': { change: banClient('server', 'REJECT'), symptom: 'ECONNREFUSED' },
  unbanClient: {
    change: unbanClient('server'),
    after: [banClient('server', 'DROP')],
    symptom: 'connected',
  },
  'limitConnections that bites': {
    change: limitConnections('server', 'tight'),
    symptom: 'silence',
  },
  'limitConnections that nobody reaches': {
    change: limitConnections('server', 'wide'),
    symptom: 'connected',
  },
  raiseLimit: {
    change: raiseLimit('server'),
    after: [limitConnections('server', 'tight')],
    symptom: 'connected',
  },
  'rejectInFront as unreachable': {
    change: rejectInFront('router', 'port-unreachable'),
    topology: row,
    symptom: 'ECONNREFUSED',
  },
  'rejectInFront as prohibited': {
    change: rejectInFront('router', 'admin-prohibited'),
    topology: row,
    symptom: 'EHOSTUNREACH',
    over6: 'EACCES',
  },
  rejectOtherPort: { change: rejectOtherPort('server'), symptom: 'connected' },
  addUnrelatedRules: { change: addUnrelatedRules('server'), symptom: 'connected' },
  stopBackend: {
    change: stopBackend('server', 'other'),
    topology: forwarded,
    symptom: 'ECONNREFUSED',
  },
  startBackend: {
    change: startBackend('server', 'other'),
    after: [stopBackend('server', 'other')],
    topology: forwarded,
    symptom: 'connected',
  },
  forwardPort: {
    change: forwardPort('router'),
    after: [useHost('client', 'router')],
    topology: row,
    symptom: 'connected',
    undone: 'ECONNREFUSED',
  },
  translateAddresses: {
    change: translateAddresses('router'),
    topology: row,
    symptom: 'connected',
  },
  fixNeighbour: { change: fixNeighbour('client', 'server'), topology: flat, symptom: 'silence' },
  correctNeighbour: {
    change: correctNeighbour('client', 'server'),
    after: [fixNeighbour('client', 'server')],
    topology: flat,
    symptom: 'connected',
  },
  pinNeighbour: { change: pinNeighbour('client', 'server'), topology: flat, symptom: 'connected' },
  narrowLink: { change: narrowLink('router', 'far'), topology: twoRouters, symptom: 'connected' },
  tellErrors: {
    change: tellErrors('router', 'far'),
    after: [narrowLink('router', 'far'), withholdErrors('router'), withholdErrors('far')],
    topology: twoRouters,
    symptom: 'connected',
  },
  turnWayBack: { change: turnWayBack('server'), topology: twoLegged, symptom: 'silence' },
  setWayBack: {
    change: setWayBack('server'),
    after: [turnWayBack('server')],
    topology: twoLegged,
    symptom: 'connected',
  },
  redirectLocally: { change: redirectLocally('client'), symptom: 'ECONNREFUSED' },
  removeRedirect: {
    change: removeRedirect('client'),
    after: [redirectLocally('client')],
    symptom: 'connected',
  },
  'rejectPackets as prohibited': {
    change: rejectPackets('server', 'icmp-admin-prohibited'),
    symptom: 'EHOSTUNREACH',
    over6: 'EACCES',
  },
  'openPort that was prohibited': {
    change: openPort('server'),
    after: [rejectPackets('server', 'icmp-admin-prohibited')],
    symptom: 'connected',
    over6: 'connected',
  },
  installPanel: { change: installPanel('server'), symptom: 'silence' },
  openPortInPanel: {
    change: openPortInPanel('server'),
    after: [installPanel('server')],
    symptom: 'connected',
  },
  dropIcmp: { change: dropIcmp('server'), symptom: 'connected' },
  // New connections go to the other worker.
  pauseWorker: { change: pauseWorker('server'), symptom: 'connected' },
  // An attempt is over before it is idle: scenarios/lost/idle-timeout.ts shows what it does.
  forgetIdle: { change: forgetIdle('router'), symptom: 'connected', topology: row },
  ignorePings: { change: ignorePings('client'), symptom: 'connected' },
  answerPings: {
    change: answerPings('client'),
    after: [ignorePings('client')],
    symptom: 'connected',
  },
  rememberIdle: {
    change: rememberIdle('router'),
    after: [forgetIdle('router')],
    symptom: 'connected',
    topology: row,
  },
  shrinkPortRange: { change: shrinkPortRange('client'), symptom: 'connected' },
  widenPortRange: {
    change: widenPortRange('client'),
    after: [shrinkPortRange('client'), holdPorts('client')],
    symptom: 'connected',
    undone: 'connected',
  },
  holdPorts: {
    change: holdPorts('client'),
    after: [shrinkPortRange('client')],
    symptom: 'EADDRNOTAVAIL',
  },
  floodShortConnections: {
    change: floodShortConnections('client'),
    after: [shrinkPortRange('client')],
    symptom: 'EADDRNOTAVAIL',
  },
  reuseTimeWait: { change: reuseTimeWait('client'), symptom: 'connected' },
  pointName: { change: pointName('resolver', 'old'), symptom: 'ECONNREFUSED', topology: named },
  'pointName to nobody': {
    change: pointName('resolver', 'nobody'),
    symptom: 'silence',
    topology: withResolver(row),
  },
  'useProxy that denies': {
    change: useProxy('client', 'proxy'),
    symptom: 'HTTP 403',
    topology: proxied,
  },
  'useProxy that is gone': {
    change: useProxy('client', 'nobody', 'https_proxy'),
    symptom: 'ECONNREFUSED',
  },
  unsetProxy: {
    change: unsetProxy('client'),
    after: [useProxy('client', 'nobody', 'ALL_PROXY')],
    symptom: 'connected',
    undone: 'connected',
  },
  bypassProxy: {
    change: bypassProxy('client'),
    after: [useProxy('client', 'nobody')],
    symptom: 'connected',
  },
  ignoreProxy: {
    change: ignoreProxy('client'),
    after: [useProxy('client', 'nobody')],
    symptom: 'connected',
  },
  heedProxy: {
    change: heedProxy('client'),
    after: [useProxy('client', 'nobody'), ignoreProxy('client')],
    symptom: 'ECONNREFUSED',
    undone: 'ECONNREFUSED',
  },
  pauseProxy: {
    change: pauseProxy('proxy'),
    after: [useProxy('client', 'proxy')],
    symptom: 'silence',
    topology: proxied,
  },
  continueProxy: {
    change: continueProxy('proxy'),
    after: [useProxy('client', 'proxy'), pauseProxy('proxy')],
    symptom: 'HTTP 403',
    topology: proxied,
  },
  requireLogin: {
    change: requireLogin('proxy'),
    after: [allowPortInProxy('proxy'), useProxy('client', 'proxy')],
    symptom: 'HTTP 407',
    topology: proxied,
  },
  logIn: {
    change: logIn('client', 'proxy'),
    after: [requireLogin('proxy'), useProxy('client', 'proxy')],
    symptom: 'connected',
    undone: 'connected',
    topology: proxied,
  },
  allowPortInProxy: {
    change: allowPortInProxy('proxy'),
    after: [useProxy('client', 'proxy')],
    symptom: 'connected',
    topology: proxied,
  },
  blockAnswer: {
    change: blockAnswer('resolver'),
    symptom: 'ECONNREFUSED',
    topology: named,
  },
  unblockAnswer: {
    change: unblockAnswer('resolver'),
    after: [blockAnswer('resolver')],
    symptom: 'connected',
    undone: 'connected',
    topology: named,
  },
  correctRecord: {
    change: correctRecord('resolver'),
    after: [removeDomain('resolver')],
    symptom: 'connected',
    undone: 'connected',
    topology: named,
  },
  addDeadAddress: { change: addDeadAddress('resolver'), symptom: 'connected', topology: named },
  breakIpv6: {
    change: breakIpv6('client', 'router', 'resolver'),
    symptom: 'connected',
    topology: withResolver(row),
  },
  tryFirstAddress: {
    change: tryFirstAddress('client'),
    after: [addDeadAddress('resolver')],
    symptom: 'silence',
    topology: named,
  },
  removeRecord: { change: removeRecord('resolver'), symptom: 'ENOTFOUND', topology: named },
  removeDomain: { change: removeDomain('resolver'), symptom: 'ENOTFOUND', topology: named },
  forwardZone: {
    change: forwardZone('resolver', 'other'),
    after: [removeDomain('resolver')],
    symptom: 'connected',
    topology: lan({
      ...{ client: client(), resolver: resolver(), other: resolver() },
      server: server(webSocket()),
    }),
  },
  stopResolver: { change: stopResolver('resolver'), symptom: 'EAI_AGAIN', topology: named },
  startResolver: {
    change: startResolver('resolver'),
    after: [stopResolver('resolver')],
    symptom: 'connected',
    topology: named,
  },
  requireSignatures: {
    change: requireSignatures('resolver'),
    symptom: 'EAI_AGAIN',
    topology: named,
  },
  believeUnsigned: {
    change: believeUnsigned('resolver'),
    after: [requireSignatures('resolver')],
    symptom: 'connected',
    undone: 'connected',
    topology: named,
  },
  dropQueries: { change: dropQueries('resolver'), symptom: 'EAI_AGAIN', topology: named },
  allowQueries: {
    change: allowQueries('resolver'),
    after: [dropQueries('resolver')],
    symptom: 'connected',
    topology: named,
  },
  addHostsLine: { change: addHostsLine('client', 'old'), symptom: 'ECONNREFUSED', topology: named },
  removeHostsLine: {
    change: removeHostsLine('client'),
    after: [addHostsLine('client', 'old')],
    symptom: 'connected',
    undone: 'connected',
    topology: named,
  },
  'useHost, by its own name': {
    change: useHost('client', 'server', 'own name'),
    after: [pointName('resolver', 'old')],
    symptom: 'connected',
    topology: named,
  },
  'usePort web': {
    change: usePort('client', 'web'),
    after: [pointName('resolver', 'edge')],
    symptom: 'connected',
    topology: withResolver(lan({ client: client(), edge: edge(), server: server(webSocket()) })),
  },
};

const pool = lanes(6);

const programs = 'node,nc,sshd,dnsmasq,nginx,squid,firewalld,dbus-daemon';

/** The ports on the list of the panel, which keeps it in SQLite. */
const listOfPanel = `
  const { DatabaseSync } = require("node:sqlite");
  const list = new DatabaseSync("/www/server/panel/data/default.db", { readOnly: true });
  for (const { port } of list.prepare("SELECT port FROM firewall").all()) console.log("panel", port);`;

/** Everything that a change may leave behind in a host: rules, parameters, programs, files. */
async function traces(lab: Lab, hosts: readonly string[]): Promise<string[]> {
  const look = [
    // Rules, chains of their own, and what a chain does with the rest; not what ufw adds for "limit", which no
    // change uses, once it has ever had a rule of that IP version.
    "(iptables-save; ip6tables-save | sed 's/^/6 /') | grep -E '^(6 )?(-|:.* (-|DROP|REJECT) )' | grep -v 'ufw6*-user-limit'",
    'nft list tables inet; for name in filter firewalld; do nft list table inet $name; done',
    'grep ^net /etc/sysctl.conf',
    'ip addr show scope global; ip route show; ip -6 route show; ip neigh show nud permanent',
    'sysctl net.ipv4.ip_local_port_range net.ipv4.tcp_tw_reuse net.ipv4.icmp_echo_ignore_all net.ipv6.icmp.echo_ignore_all',
    // They are there once anything has called for the table of connections.
    'sysctl -e net.netfilter.nf_conntrack_tcp_timeout_established | grep -v 432000',
    `ps -C ${programs} -o args --no-headers`,
    'cat /etc/hosts /etc/resolv.conf',
    'cat /etc/squid/conf.d/lab.conf',
    'sum /etc/ssl/server.pem; find /usr/local/share/ca-certificates -exec sum {} +',
    // Tuples of allowed ports, and what is in force or not.
    'sum /etc/ufw/before.rules /etc/ufw/before6.rules',
    "grep '^### tuple' /etc/ufw/user.rules /etc/ufw/user6.rules; grep ^ENABLED /etc/ufw/ufw.conf",
    'find /etc/firewalld -type f -exec sum {} +',
    // Python, which costs more than all the rest: without the daemon it says nothing.
    'ps -C firewalld >/dev/null && firewall-cmd --list-all 2>/dev/null',
    `find /www && node --no-warnings -e '${listOfPanel}'`,
  ];
  const argv = ['sh', '-c', look.join('\n')];
  const seen = await Promise.all(hosts.map((host) => lab.run({ host, argv, user: 'root' })));
  // How often a rule was met is no trace.
  const lines = (text: string): string[] => text.replaceAll(/\[\d+:\d+\]/g, '').split('\n');
  return seen.map(({ stdout }) => lines(stdout).toSorted().join('\n'));
}

/** A lab of a topology, at the point that is given; the rest is drawn. */
const inLab = <T>(
  name: string,
  topology: Topology,
  work: (session: Session, lab: Lab) => Promise<T>,
  at: Partial<Point> = {},
  scheme: 'ws' | 'wss' = 'ws',
): Promise<T> =>
  pool.use(async (lane) => {
    const target = `${scheme}://server/` as const;
    const axes: Axes = { ...axesOfTopology(topology), scheme: [scheme] };
    const point = { ...drawPoint(axes, seed, name), ...at };
    const one = { label: name, scenario: { topology, target }, point };
    await using open = await openLab(lane, one, { seed });
    return await work(open.session, open.lab);
  });

const expecting = (code: string): 'silence' | 'answer' =>
  code === 'silence' ? 'silence' : 'answer';

/** What a firewall lets in, where a change asks for it or is to mend what one did that asks. */
const opennesses = ['others', 'listed', 'nobody'] as const;

/** The tools by which all of the changes can be made. */
const toolsOf = (changes: readonly Change[]): Firewall[] => {
  const limits = changes.flatMap(({ varies }) => (varies?.firewall ? [varies.firewall] : []));
  const [first = ['iptables'], ...others] = limits as Firewall[][];
  return first.filter((tool) => others.every((limit) => limit.includes(tool)));
};

/** Each contract over both IP versions, by each tool, with each list of what is let in. */
const drawings = Object.entries(contracts).flatMap(([name, contract]) => {
  const changes = [contract.change, ...(contract.after ?? [])];
  const [usual = 'iptables', ...others] = toolsOf(changes);
  const lists = changes.some(({ asks }) => asks === 'letsIn') ? opennesses : (['others'] as const);
  const points: Partial<Point>[] = [
    ...lists.map((letsIn) => ({ ipVersion: 4 as const, firewall: usual, letsIn })),
    ...others.flatMap((firewall) =>
      lists.map((letsIn) => ({ ipVersion: 4 as const, firewall, letsIn })),
    ),
    ...[usual, ...others].map((firewall) => ({ ipVersion: 6 as const, firewall })),
  ];
  return points.map((at) => ({ name: `${name}, ${Object.values(at).join(', ')}`, contract, at }));
});

describe.concurrent.each(drawings)('$name', ({ name, contract, at }) => {
  const { change, after, scheme, undone, topology = flat } = contract;
  const symptom = (at.ipVersion === 6 ? contract.over6 : undefined) ?? contract.symptom;
  const hosts = Object.keys(topology.hosts);

  test('shows as it says, once or twice, and undo takes back just that', () =>
    inLab(
      name,
      topology,
      async (session, lab) => {
        // Whom nobody answers for is given up three seconds after the first question for its hardware address
        // (arp(7), mcast_solicit), whichever connection asked: none of these finds an earlier one's question.
        const attempt = async (code: string): Promise<string> => {
          const argv = ['ip', 'neigh', 'flush', 'all'];
          await Promise.all(hosts.map((host) => lab.run({ host, argv, user: 'root' })));
          return (await session.attempt(expecting(code))).code;
        };
        await session.apply(after ?? []);
        const was = await attempt(undone ?? symptom);
        const before = await traces(lab, hosts);

        await session.apply(change);
        expect(await attempt(symptom)).toBe(symptom);
        const once = await traces(lab, hosts);

        await session.apply(change);
        expect(await attempt(symptom)).toBe(symptom);
        expect(await traces(lab, hosts)).toEqual(once);

        await session.undo(change);
        const back = undone ?? was;
        expect(await attempt(back)).toBe(back);
        if (undone !== undefined) return;
        expect(await traces(lab, hosts)).toEqual(before);

        // There is nothing to take back any more.
        await session.undo(change);
        expect(await traces(lab, hosts)).toEqual(before);
      },
      at,
      scheme,
    ));
});

test('every change has its contract', () => {
  const tested = Object.values(contracts).map(({ change }) => change.verb);
  expect(new Set(tested)).toEqual(new Set(Object.keys(verbs)));
});

/** What a client gets an answer to: a ping, ssh, and a datagram to a port on which nothing listens. */
async function answersTo(lab: Lab, address: string): Promise<string[]> {
  const datagram = `
import socket, sys
family = socket.AF_INET6 if ':' in sys.argv[1] else socket.AF_INET
one = socket.socket(family, socket.SOCK_DGRAM)
one.settimeout(0.5)
one.connect((sys.argv[1], 33434))
one.send(b'any')
try: one.recv(1)
except ConnectionRefusedError: print('datagram')
except TimeoutError: pass`;
  const look = [
    'ping -c 1 -W 1 "$0" >/dev/null && echo ping',
    'nc -z -w 1 "$0" 22 && echo ssh',
    'python3 -c "$1" "$0"',
  ];
  const argv = ['sh', '-c', look.join('\n'), address, datagram];
  const { stdout } = await lab.run({ host: 'client', argv, user: 'root' });
  return stdout.split('\n').filter(Boolean);
}

const closers: Change[] = [
  dropPackets('server'),
  setSecurityGroup('router'),
  installPanel('server'),
];
const closed = closers.flatMap((change) =>
  toolsOf([change]).flatMap((firewall) =>
    ([4, 6] as const).map((ipVersion) => ({ change, firewall, ipVersion })),
  ),
);

test.concurrent.each(closed)(
  'by $change.verb of $firewall over IPv$ipVersion nothing answers a client that is not let in',
  async ({ change, firewall, ipVersion }) => {
    const met = (letsIn: Point['letsIn']): Promise<string[]> => {
      const look = async (session: Session, lab: Lab): Promise<string[]> => {
        await session.apply(change);
        return answersTo(lab, session.aim.host);
      };
      const name = `${change.verb} ${firewall} ${ipVersion} ${letsIn}`;
      return inLab(name, row, look, { way: 'address', firewall, ipVersion, letsIn });
    };
    expect(await met('others')).toEqual(['ping', 'ssh', 'datagram']);
    expect(await met('listed')).toEqual(['ping', 'ssh']);
    expect(await met('nobody')).toEqual([]);
  },
);

/** A change as one tool makes it, whatever tool the lab has. */
const by = (firewall: Firewall, change: Change): Change => ({
  ...change,
  verb: `${change.verb} by ${firewall}`,
  apply: (placement) => change.apply({ ...placement, firewall }),
  undo: (placement) => change.undo({ ...placement, firewall }),
});

/** Changes of the same host and of the same tools, the first of which is undone. */
const pairs: [Change, Change][] = [
  [dropPackets('server'), rejectPackets('server', 'tcp-reset')],
  [rejectPackets('server', 'tcp-reset'), openPort('server')],
  [by('ufw', dropPackets('server')), dropPackets('server')],
  [by('nft', dropPackets('server')), dropIcmp('server')],
  [installPanel('server'), dropIcmp('server')],
  [rebind('server', 'loopback'), dropPackets('server')],
];

const overlaps = pairs.map(([first, second]) => ({ first, second }));

test.concurrent.each(overlaps)('undoing $first.verb leaves $second.verb', ({ first, second }) =>
  inLab(`${first.verb} ${second.verb}`, flat, async (session, lab) => {
    const hosts = Object.keys(flat.hosts);
    await session.apply(second);
    const alone = await traces(lab, hosts);
    await session.undo(second);
    await session.apply([first, second]);
    await session.undo(first);
    expect(await traces(lab, hosts)).toEqual(alone);
  }),
);
