export { addDeadAddress } from './add-dead-address.ts';
export { banClient, unbanClient } from './ban-client.ts';
export { blockName, unblockName } from './block-name.ts';
export { allowOutgoing, blockOutgoing } from './block-outgoing.ts';
export { breakIpv6 } from './break-ipv6.ts';
export { capture, signIn } from './capture.ts';
export { renewCertificate, useCertificate } from './certificate.ts';
export type { Change, Step } from './change.ts';
export { configure, configureRight } from './configure.ts';
export { raiseDescriptorLimit, useUpDescriptors } from './descriptors.ts';
export { dropIcmp } from './drop-icmp.ts';
export { dropPackets } from './drop-packets.ts';
export { allowQueries, dropQueries } from './drop-queries.ts';
export { dropReplies, letRepliesOut } from './drop-replies.ts';
export { floodShortConnections } from './flood-short-connections.ts';
export { forwardPort } from './forward-port.ts';
export { guardHost } from './guard-host.ts';
export { holdPorts } from './hold-ports.ts';
export { installPanel, openPortInPanel } from './hosting-panel.ts';
export { addHostsLine, removeHostsLine } from './hosts-line.ts';
export { forgetIdle, rememberIdle } from './idle-timeout.ts';
export { answerPings, ignorePings } from './ignore-pings.ts';
export { switchOffIpv6, switchOnIpv6 } from './ipv6-off.ts';
export { limitConnections, raiseLimit } from './limit-connections.ts';
export { listenElsewhere } from './listen-elsewhere.ts';
export { listenOnIpv6 } from './listen-on-ipv6.ts';
export { giveRoutes, loseRoutes } from './lose-routes.ts';
export { narrowLink } from './narrow-link.ts';
export { correctNeighbour, fixNeighbour, pinNeighbour } from './neighbour.ts';
export { occupy } from './occupy.ts';
export { askDnsAlone, askSystem } from './own-resolver.ts';
export { openPort } from './open-port.ts';
export { acceptAgain, overfillQueue } from './overfill-queue.ts';
export {
  continueProxy,
  continueService,
  pauseProxy,
  pauseService,
  pauseWorker,
} from './pause-service.ts';
export {
  blockAnswer,
  correctRecord,
  pointName,
  removeDomain,
  removeRecord,
  unblockAnswer,
} from './point-name.ts';
export { shrinkPortRange, widenPortRange } from './port-range.ts';
export { logIn, requireLogin } from './proxy-login.ts';
export { rebind } from './rebind.ts';
export { redirectLocally, removeRedirect } from './redirect-locally.ts';
export { rejectInFront } from './reject-in-front.ts';
export { rejectOtherPort } from './reject-other-port.ts';
export { rejectPackets } from './reject-packets.ts';
export { renumber } from './renumber.ts';
export {
  believeUnsigned,
  forwardZone,
  requireSignatures,
  startResolver,
  stopResolver,
} from './resolver.ts';
export { reuseTimeWait } from './reuse-time-wait.ts';
export { searchIn, useShortName } from './search-list.ts';
export { openPortInFront, setSecurityGroup } from './security-group.ts';
export { serve } from './serve.ts';
export { startBackend, stopBackend } from './stop-backend.ts';
export { startService, stopService } from './stop-service.ts';
export { switchOff, switchOn } from './switch-off.ts';
export { translateAddresses } from './translate-addresses.ts';
export { tryFirstAddress } from './try-first-address.ts';
export { setWayBack, turnWayBack } from './turn-way-back.ts';
export { addUnrelatedRules } from './unrelated-rules.ts';
export {
  allowPortInProxy,
  bypassProxy,
  heedProxy,
  ignoreProxy,
  interceptTls,
  unsetProxy,
  useProxy,
} from './use-proxy.ts';
export { useHost } from './use-host.ts';
export { useLoopback } from './use-loopback.ts';
export { usePath } from './use-path.ts';
export { usePort } from './use-port.ts';
export { useScheme } from './use-scheme.ts';
export { tellErrors, withholdErrors } from './withhold-errors.ts';
