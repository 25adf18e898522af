import type { CauseFile } from '../cause-file.ts';
import { cdnInPath } from './cdn-in-path.ts';
import { dnsWrongServer } from './dns-wrong-server.ts';
import { hostsFileOverride } from './hosts-file-override.ts';

/** By which a client comes to another machine than is meant, without having chosen it. */
export const causes: readonly CauseFile[] = [dnsWrongServer, hostsFileOverride, cdnInPath];
