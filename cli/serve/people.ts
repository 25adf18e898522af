import { randomBytes } from 'node:crypto';
import { UsageError } from '../../harness/errors.ts';
import { folderOf } from './folder.ts';
import { Seat, type Classroom } from './seat.ts';

export interface Person {
  name: string;
  /** Who started the server: the only student, or the teacher of a class. */
  isOwner: boolean;
  seat: Seat;
  /** Connected browsers. */
  sockets: number;
  /** When a browser was last connected, in milliseconds since the epoch. */
  seenMs: number;
}

interface PeopleSettings {
  room: Classroom;
  /** Where the owner's lessons are kept, and those of students below it. */
  folder: string;
  /** How many students may join. */
  most: number;
}

const longestName = 40;
/** After this time without an open page a student's lab is removed; the lesson is kept. */
const awayMs = 15 * 60_000;

/** The owner and the students, by the secret in their browser's cookie. */
export class People {
  private readonly bySecret = new Map<string, Person>();
  private readonly settings: PeopleSettings;
  private ownerSecret: string | undefined;
  private readonly listeners = new Set<() => void>();

  constructor(settings: PeopleSettings) {
    this.settings = settings;
  }

  /** Called at every change of any seat. */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  private changed(): void {
    for (const listener of this.listeners) listener();
  }

  /** Admits the owner in one more browser. Returns the secret. */
  letOwnerIn(): string {
    this.ownerSecret ??= this.add('', true);
    return this.ownerSecret;
  }

  /**
   * Admits a student. Returns the secret.
   *
   * @throws UsageError for a name that is empty, too long or taken, and for a class that is full.
   */
  join(given: string): string {
    const name = given.replaceAll(/[\p{C}\s]+/gu, ' ').trim();
    if (name === '' || name.length > longestName)
      throw refused(`A name has 1 to ${longestName} characters.`);
    if (this.students.some((other) => other.name.toLowerCase() === name.toLowerCase()))
      throw refused(`Somebody of the name ${name} is here already; choose another.`);
    if (this.students.length >= this.settings.most)
      throw refused(`The class is full: ${this.settings.most} have joined.`);
    return this.add(name, false);
  }

  private add(name: string, isOwner: boolean): string {
    const { room, folder } = this.settings;
    const secret = randomBytes(24).toString('base64url');
    const seat = new Seat(room, isOwner ? folder : folderOf(folder, name));
    seat.onChange(() => this.changed());
    this.bySecret.set(secret, { name, isOwner, seat, sockets: 0, seenMs: Date.now() });
    this.changed();
    return secret;
  }

  find(secret: string | undefined): Person | undefined {
    return secret === undefined ? undefined : this.bySecret.get(secret);
  }

  get students(): Person[] {
    return [...this.bySecret.values()].filter(({ isOwner }) => !isOwner);
  }

  /** Removes the labs of students without an open page. */
  sweep(nowMs: number): void {
    for (const person of this.students) {
      if (person.sockets > 0) person.seenMs = nowMs;
      const isAway = nowMs - person.seenMs >= awayMs && person.seat.lesson !== undefined;
      if (isAway) void person.seat.do(undefined, () => person.seat.close());
    }
  }

  async close(): Promise<void> {
    await Promise.allSettled([...this.bySecret.values()].map(({ seat }) => seat.close()));
  }
}

const refused = (what: string): UsageError =>
  new UsageError({ code: 'USAGE_JOIN', what, next: 'join again' });
