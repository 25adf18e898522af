import type { LessonEvent } from '../../harness/lesson/lesson-events.ts';

/** A message to a student. */
export interface Notice {
  kind: 'good' | 'bad' | 'plain';
  text: string;
}

/** The notice for an event that the student did not ask for; undefined for all other events. */
export function noticeOf(event: LessonEvent): Notice | undefined {
  switch (event.type) {
    case 'hint-offered':
      return { kind: 'plain', text: `Hint ${event.step} is there if you want it.` };
    case 'solved':
      return { kind: 'good', text: 'Solved: the client connects.' };
    case 'harm-seen':
      return {
        kind: 'bad',
        text: `Harm: the client connects, but the mend does harm. Take it back, or reset the lab. ${event.harms.join(' ')}`,
      };
    case 'detour-seen':
      return {
        kind: 'bad',
        text: `Detour: the client connects, but the cause is still there: ${event.changes.join('; ')}.`,
      };
    default:
      return undefined;
  }
}
