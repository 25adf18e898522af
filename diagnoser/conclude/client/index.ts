import type { CauseFile } from '../cause-file.ts';
import { transparentProxyGone } from './transparent-proxy-gone.ts';

export const causes: readonly CauseFile[] = [transparentProxyGone];
