import type { CauseFile } from '../cause-file.ts';
import { anotherProgram } from './another-program.ts';
import { badGateway } from './bad-gateway.ts';
import { captivePortal } from './captive-portal.ts';
import { closedAfterAccept } from './closed-after-accept.ts';
import { cutInTheMiddle } from './cut-in-the-middle.ts';
import { edgeCannotReachOrigin } from './edge-cannot-reach-origin.ts';
import { gatewayTimeout } from './gateway-timeout.ts';
import { hostNotServed } from './host-not-served.ts';
import { httpToWebsocket } from './http-to-websocket.ts';
import { http2Only } from './http2-only.ts';
import { mtuBlackHole } from './mtu-black-hole.ts';
import { noServerAvailable } from './no-server-available.ts';
import { originRefused } from './origin-refused.ts';
import { proxyProtocolExpected } from './proxy-protocol-expected.ts';
import { proxyProtocolUnexpected } from './proxy-protocol-unexpected.ts';
import { redirected } from './redirected.ts';
import { resetAfterAccept } from './reset-after-accept.ts';
import { serverFull } from './server-full.ts';
import { serverStalled } from './server-stalled.ts';
import { serverStopped } from './server-stopped.ts';
import { serviceFailing } from './service-failing.ts';
import { socketIoWithoutQuery } from './socket-io-without-query.ts';
import { sourceNotAllowed } from './source-not-allowed.ts';
import { subprotocolMissing } from './subprotocol-missing.ts';
import { tokenRequired } from './token-required.ts';
import { upgradeStripped } from './upgrade-stripped.ts';
import { upstreamCloses } from './upstream-closes.ts';
import { websocketToHttp } from './websocket-to-http.ts';
import { websocketToRawTcp } from './websocket-to-raw-tcp.ts';
import { workermanWrongScheme } from './workerman-wrong-scheme.ts';
import { workerStopped } from './worker-stopped.ts';
import { wrongPath } from './wrong-path.ts';

export const causes: readonly CauseFile[] = [
  websocketToHttp,
  httpToWebsocket,
  websocketToRawTcp,
  workermanWrongScheme,
  upgradeStripped,
  badGateway,
  upstreamCloses,
  gatewayTimeout,
  noServerAvailable,
  edgeCannotReachOrigin,
  serviceFailing,
  wrongPath,
  redirected,
  originRefused,
  tokenRequired,
  subprotocolMissing,
  hostNotServed,
  socketIoWithoutQuery,
  proxyProtocolExpected,
  proxyProtocolUnexpected,
  http2Only,
  anotherProgram,
  serverStopped,
  serverStalled,
  workerStopped,
  mtuBlackHole,
  closedAfterAccept,
  resetAfterAccept,
  cutInTheMiddle,
  serverFull,
  sourceNotAllowed,
  captivePortal,
];
