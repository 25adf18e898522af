import type { Markup } from '../../harness/report/markup.ts';
import type { PageRequest } from './actions.ts';
import type { People, Person } from './people.ts';
import type { Shell } from './shell.ts';
import { boardPart, watchedPart, type Invitation } from './view/board.ts';
import type { View } from './viewer.ts';

/** The page of a teacher: the progress of each student, and the terminals of one who allowed it. */
export class Board implements View {
  private readonly people: People;
  /** By name. */
  private watching: string | undefined;

  private readonly invitation: Invitation;

  constructor(people: People, invitation: Invitation) {
    this.people = people;
    this.invitation = invitation;
  }

  private find(name: string | undefined): Person | undefined {
    return this.people.students.find((student) => student.name === name);
  }

  parts(): Record<string, Markup> {
    const students = this.people.students;
    return {
      board: boardPart(students, Date.now(), this.invitation),
      watched: watchedPart(this.find(this.watching)),
    };
  }

  shells(): readonly Shell[] {
    const watched = this.find(this.watching);
    return watched?.seat.watched === 'allowed' ? watched.seat.shells : [];
  }

  lit(): readonly string[] {
    return [];
  }

  close(): void {}

  act({ do: name, values }: PageRequest): void {
    const student = this.find(values['name']?.[0]);
    if (student === undefined) return;
    const { seat } = student;
    if (name === 'push-hint' && seat.lesson !== undefined) {
      const { step } = seat.lesson.hint();
      seat.tell('plain', `Your teacher gives you hint ${step}.`);
    }
    if (name === 'watch') {
      this.watching = student.name;
      if (seat.watched === 'no' && seat.lesson !== undefined) seat.watched = 'asked';
      seat.changed();
    }
    if (name === 'unwatch') {
      this.watching = undefined;
      seat.watched = 'no';
      seat.changed();
    }
  }
}
