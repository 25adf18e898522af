import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Marks all processes of one conversation, those that leave its process group as well. */
export const marker = 'BADCONN_ASKED';

/** The living processes of a conversation, where /proc tells (Linux). */
function processesOf(conversation: string): number[] {
  const mark = `${marker}=${conversation}`;
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .filter((pid) => {
        try {
          return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(mark);
        } catch {
          return false;
        }
      })
      .map(Number);
  } catch {
    return [];
  }
}

/** A process, or a whole group where the number is negative. */
export function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended in between.
  }
}

/**
 * Kills whatever a conversation has left; resolves to how many processes that were. `group` is
 * undefined where no program of it is known to have been started.
 */
export async function endAll(group: number | undefined, conversation: string): Promise<number> {
  if (group !== undefined) kill(-group);
  const found = processesOf(conversation);
  for (let left = found, turn = 0; left.length > 0 && turn < 40; turn += 1) {
    left.forEach(kill);
    await sleep(5);
    left = processesOf(conversation);
  }
  return found.length;
}
