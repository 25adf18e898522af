import type { ShellRole } from '../../harness/lesson/shell.ts';
import { markup, type Markup } from '../../harness/report/markup.ts';
import type { Person } from './people.ts';
import type { Shell } from './shell.ts';
import { answerPart } from './view/answer.ts';
import { briefingPart, hintsPart, menuPart, noticesPart } from './view/lesson.ts';
import { backPart } from './view/look-back.ts';
import { linksOf, networkPart } from './view/network.ts';
import { packetsPart, shellsPart } from './view/shells.ts';
import { tracksPart } from './view/tracks.ts';
import type { View } from './viewer.ts';

const nothing = markup``;

/** The page of one student. */
export class SeatView implements View {
  private readonly person: Person;
  private readonly isClass: boolean;
  /** Hosts at which packets passed since the last update of the page. */
  private readonly fresh = new Set<ShellRole>();
  readonly close: () => void;

  constructor(person: Person, isClass: boolean) {
    this.person = person;
    this.isClass = isClass;
    this.close = person.seat.traffic.listen((at) => void this.fresh.add(at));
  }

  parts(): Record<string, Markup> {
    const { seat, isOwner, name } = this.person;
    const { lesson } = seat;
    const who = markup`${name}${isOwner && this.isClass ? markup` <a href="/board">Board of the class</a>` : undefined}`;
    const shared = { who, notices: noticesPart(seat) };
    if (lesson === undefined) {
      const empty = ['briefing', 'network', 'menu', 'hints', 'answer', 'shells', 'packets', 'back'];
      return {
        ...shared,
        tracks: tracksPart(seat),
        ...Object.fromEntries(empty.map((id) => [id, nothing])),
      };
    }
    return {
      ...shared,
      tracks: nothing,
      briefing: briefingPart(lesson),
      network: networkPart(lesson),
      menu: menuPart(seat, lesson),
      hints: hintsPart(lesson),
      answer: answerPart(lesson, seat.busy !== undefined),
      shells: shellsPart(seat.shells),
      packets: packetsPart(seat, lesson),
      back: backPart(seat, lesson),
    };
  }

  shells(): readonly Shell[] {
    return this.person.seat.shells;
  }

  lit(): readonly string[] {
    const { lesson } = this.person.seat;
    const lit =
      lesson === undefined ? [] : [...this.fresh].flatMap((role) => linksOf(lesson, role));
    this.fresh.clear();
    return lit;
  }
}
