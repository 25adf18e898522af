import type { CauseFile } from '../cause-file.ts';
import { privateIpOtherLan, withinReach } from '../unreachable/private-ip-other-lan.ts';
import { onRightHost, whereItShouldBe, wrongHost } from '../wrong-host.ts';
import { causes as leadAstray } from '../names/index.ts';
import { notMisled } from '../names/misled.ts';
import { acceptQueueFull } from './accept-queue-full.ts';
import { controlPanelFirewall } from './control-panel-firewall.ts';
import { hostDown } from './host-down.ts';
import { hostFirewallDrop } from './host-firewall-drop.ts';
import { noReturnRoute } from './no-return-route.ts';
import { replyDropped } from './reply-dropped.ts';
import { securityGroup } from './security-group.ts';

export const causes: readonly CauseFile[] = [
  ...withinReach([
    ...onRightHost([
      hostFirewallDrop,
      securityGroup,
      controlPanelFirewall,
      replyDropped,
      noReturnRoute,
      acceptQueueFull,
    ]),
    ...whereItShouldBe([hostDown]),
    wrongHost,
  ]),
  ...notMisled([privateIpOtherLan]),
  ...leadAstray,
];
