import type { CauseFile } from '../cause-file.ts';
import { causes as leadAstray } from '../names/index.ts';
import { notMisled } from '../names/misled.ts';
import { firewallReject } from '../refused/firewall-reject.ts';
import { ipv6Off } from '../unavailable/ipv6-off.ts';
import { noRoute } from './no-route.ts';
import { privateIpOtherLan } from './private-ip-other-lan.ts';
import { routerHasNoRoute } from './router-has-no-route.ts';

export const causes: readonly CauseFile[] = [
  ...notMisled([privateIpOtherLan, routerHasNoRoute, firewallReject]),
  noRoute,
  ipv6Off,
  ...leadAstray,
];
