import { hasStood } from '../../observe/facts.ts';
import { alsoJudged, speaksAgainst, type CauseFile } from '../cause-file.ts';
import { clientFirewall, notByItself } from '../client/client-firewall.ts';
import { privateIpOtherLan, withinReach } from '../unreachable/private-ip-other-lan.ts';
import { onRightHost, whereItShouldBe, wrongHost } from '../wrong-host.ts';
import { causes as leadAstray } from '../names/index.ts';
import { notMisled } from '../names/misled.ts';
import { acceptQueueFull } from './accept-queue-full.ts';
import { bannedClient } from './banned-client.ts';
import { connectionTableFull } from './connection-table-full.ts';
import { controlPanelFirewall } from './control-panel-firewall.ts';
import { gatewayDown } from './gateway-down.ts';
import { hostDown } from './host-down.ts';
import { hostDownSameLan } from './host-down-same-lan.ts';
import { hostFirewallDrop } from './host-firewall-drop.ts';
import { noReturnRoute } from './no-return-route.ts';
import { rateLimit } from './rate-limit.ts';
import { replyDropped } from './reply-dropped.ts';
import { reversePathFilter } from './reverse-path-filter.ts';
import { securityGroup } from './security-group.ts';
import { byWhatStands } from './standing.ts';
import { wrongNeighbour } from './wrong-neighbour.ts';

/** Clears causes that block every connection, if one was established a moment ago. */
const sinceEver = (causes: readonly CauseFile[]): CauseFile[] =>
  alsoJudged(causes, ({ evidence, reply }) =>
    speaksAgainst('reply', reply === 'silence' && hasStood(evidence)),
  );

export const causes: readonly CauseFile[] = [
  ...notByItself([
    ...withinReach([
      ...onRightHost(
        byWhatStands([
          ...sinceEver([
            hostFirewallDrop,
            securityGroup,
            controlPanelFirewall,
            replyDropped,
            noReturnRoute,
            reversePathFilter,
          ]),
          acceptQueueFull,
          connectionTableFull,
          rateLimit,
          bannedClient,
        ]),
      ),
      ...sinceEver([...whereItShouldBe([hostDown, hostDownSameLan]), wrongHost]),
    ]),
    ...sinceEver([...notMisled([privateIpOtherLan]), ...leadAstray, gatewayDown, wrongNeighbour]),
  ]),
  clientFirewall,
];
