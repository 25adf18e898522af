import type { CauseFile } from './cause-file.ts';
import type { Reply } from '../observe/attempt.ts';
import type { Facts } from '../observe/facts.ts';

/**
 * The causes by what came back to the SYN, which rules out all others. Only the family that is
 * needed is loaded: a diagnosis is often over before the rest would have been read.
 */
const families: Record<Reply, () => Promise<{ causes: readonly CauseFile[] }>> = {
  accepted: () => import('./protocol/index.ts'),
  reset: () => import('./refused/index.ts'),
  'by-proxy': () => import('./client/index.ts'),
  'own-reset': () => import('./client/index.ts'),
  icmp: () => import('./refused/index.ts'),
  refused: () => import('./refused/index.ts'),
  silence: () => import('./silent/index.ts'),
  'no-port': () => import('./unavailable/index.ts'),
  'no-route': () => import('./unreachable/index.ts'),
  'no-address': () => import('./names/no-address.ts'),
  // However it ended, the name may have led to another machine.
  other: () => import('./names/index.ts'),
};

export const causesFor = async ({
  reply,
  stay,
}: Pick<Facts, 'reply' | 'stay'>): Promise<readonly CauseFile[]> => {
  // A new connection comes about, and one that had stood was lost.
  const isLost = reply === 'accepted' && stay !== undefined;
  const { causes } = await (isLost ? import('./lost/index.ts') : families[reply]());
  return causes;
};
