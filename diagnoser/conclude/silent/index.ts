import type { CauseFile } from '../cause-file.ts';
import { acceptQueueFull } from './accept-queue-full.ts';
import { controlPanelFirewall } from './control-panel-firewall.ts';
import { hostDown } from './host-down.ts';
import { hostFirewallDrop } from './host-firewall-drop.ts';
import { noReturnRoute } from './no-return-route.ts';
import { replyDropped } from './reply-dropped.ts';
import { securityGroup } from './security-group.ts';

export const causes: readonly CauseFile[] = [
  hostFirewallDrop,
  securityGroup,
  controlPanelFirewall,
  replyDropped,
  noReturnRoute,
  acceptQueueFull,
  hostDown,
];
