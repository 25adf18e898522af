import type { CauseFile } from '../cause-file.ts';

export const causes: readonly CauseFile[] = [];
