import type { CauseFile } from '../cause-file.ts';
import { onRightHost, wrongHost } from '../wrong-host.ts';
import { causes as leadAstray } from '../names/index.ts';
import { localhostOtherFamily } from '../localhost-other-family.ts';
import { boundElsewhere } from './bound-elsewhere.ts';
import { firewallReject } from './firewall-reject.ts';
import { firewallRejectReset } from './firewall-reject-reset.ts';
import { forwardedToClosedPort } from './forwarded-to-closed-port.ts';
import { ipv6OnlyBind } from './ipv6-only-bind.ts';
import { loopbackBind } from './loopback-bind.ts';
import { noBackend } from './no-backend.ts';
import { notListening } from './not-listening.ts';
import { bannedClient } from '../silent/banned-client.ts';
import { rateLimit } from '../silent/rate-limit.ts';
import { routerReject } from './router-reject.ts';
import { wrongPort } from './wrong-port.ts';

export const causes: readonly CauseFile[] = [
  ...leadAstray,
  ...onRightHost([
    notListening,
    wrongPort,
    loopbackBind,
    localhostOtherFamily,
    firewallReject,
    firewallRejectReset,
    boundElsewhere,
    ipv6OnlyBind,
    routerReject,
    bannedClient,
    rateLimit,
  ]),
  forwardedToClosedPort,
  noBackend,
  wrongHost,
];
