import type { CauseFile } from '../cause-file.ts';
import { cdnInPath } from './cdn-in-path.ts';
import { dnsWrongServer } from './dns-wrong-server.ts';
import { hostsFileOverride } from './hosts-file-override.ts';

/** Causes that lead a client to another machine than the intended server. */
export const causes: readonly CauseFile[] = [dnsWrongServer, hostsFileOverride, cdnInPath];
