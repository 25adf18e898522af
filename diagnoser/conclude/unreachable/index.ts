import type { CauseFile } from '../cause-file.ts';
import { causes as leadAstray } from '../names/index.ts';
import { notMisled } from '../names/misled.ts';
import { privateIpOtherLan } from './private-ip-other-lan.ts';

export const causes: readonly CauseFile[] = [...notMisled([privateIpOtherLan]), ...leadAstray];
