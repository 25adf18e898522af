import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  isLeftover,
  keptLabel,
  labels,
  startTicks,
  type LeftoverScope,
  type Owner,
} from '../labels.ts';
import { lanesFolder } from '../../../machine/local/index.ts';
import { makeGroups, removeGroups, type ControlGroups } from './control-groups.ts';

/** Persistent record of a lane: enough to remove it if its run cannot. */
interface Note {
  labels: Record<string, string>;
  groups: string[];
  /** The process with which the lane ends, and its start time. */
  pid?: number;
  started?: string;
}

const fileOf = (name: string): string => join(lanesFolder(), name);

/** Note and control groups of a lane. Created before the lane, removed after it. */
export class LaneNote {
  readonly name: string;
  readonly groups: ControlGroups | undefined;
  private readonly labels: Record<string, string>;

  constructor(owner: Owner, index: number, keep: boolean) {
    this.name = `badconn-${owner.run}-${index}`;
    this.labels = { ...labels(owner), ...(keep ? { [keptLabel]: '1' } : {}) };
    mkdirSync(lanesFolder(), { recursive: true });
    this.groups = makeGroups(this.name);
    this.write({});
  }

  runsAs(pid: number): void {
    this.write({ pid, started: startTicks(pid) ?? '' });
  }

  private write(running: Partial<Note>): void {
    const note: Note = { labels: this.labels, groups: this.groups?.folders ?? [], ...running };
    writeFileSync(fileOf(this.name), JSON.stringify(note));
  }

  /** To be called after the lane's processes have ended. */
  async remove(): Promise<void> {
    await removeGroups(this.groups?.folders ?? []);
    rmSync(fileOf(this.name), { force: true });
  }
}

function notes(): Map<string, Note> {
  const found = new Map<string, Note>();
  let names: string[] = [];
  try {
    names = readdirSync(lanesFolder());
  } catch {
    return found;
  }
  for (const name of names) {
    try {
      found.set(name, JSON.parse(readFileSync(fileOf(name), 'utf8')) as Note);
    } catch {
      // The note is being written, or was removed meanwhile.
    }
  }
  return found;
}

export const leftLanes = (scope: LeftoverScope): string[] =>
  [...notes()].flatMap(([name, note]) => (isLeftover(note.labels, scope) ? [name] : []));

/** The process of a lane, unless its pid has been reused. */
const processOf = ({ pid, started }: Note): number | undefined =>
  pid !== undefined && startTicks(pid) === started ? pid : undefined;

/** Removes lanes that are known only by their notes. Resolves to what was removed. */
export async function sweepLanes(scope: LeftoverScope): Promise<string[]> {
  const all = notes();
  const wanted = leftLanes(scope);
  for (const name of wanted) {
    const note = all.get(name);
    const pid = note && processOf(note);
    if (pid !== undefined) process.kill(pid, 'SIGKILL');
  }
  for (const name of wanted) {
    await removeGroups(all.get(name)?.groups ?? []);
    rmSync(fileOf(name), { force: true });
  }
  return wanted.map((name) => `lane ${name}`);
}
