import type { CauseFile } from '../cause-file.ts';
import { privateIpOtherLan } from './private-ip-other-lan.ts';

export const causes: readonly CauseFile[] = [privateIpOtherLan];
