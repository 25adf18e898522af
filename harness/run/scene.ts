import type { Vantage } from '../../vocabulary/index.ts';
import type { Case } from '../case/case.ts';
import { symptomText } from '../symptom.ts';
import type { Artefacts } from './artefacts.ts';
import type { Attempt, NewEvent, PhaseEnded } from '../events.ts';
import type { OpenLab } from './open-lab.ts';
import type { Program } from '../guest/program.ts';

export interface CaseOptions {
  seed: string;
  /** What is drawn for: the case's name by default. Cases that share it have the same names and addresses. */
  draws?: string;
  vantages: readonly Vantage[];
  program: Program;
  deadlineMs: number;
  /** How often each verdict is asked for; 1 by default. */
  repeat?: number;
  /** Whether the diagnoser is asked for a kind of target that nobody handles, too. */
  askUnknown?: boolean;
  /** Breaks the lab again at the end and leaves it standing. */
  keep: boolean;
  artefacts: Artefacts;
  /** Once aborted, whatever fails does so because the run is interrupted. */
  signal?: AbortSignal;
  log(event: NewEvent): void;
}

/** One case in its lab: what the phases after the baseline act on. */
export interface Scene extends Pick<OpenLab, 'lab' | 'placement' | 'session'> {
  readonly one: Case;
  readonly options: CaseOptions;
}

/** What a phase saw, for the event that tells how it ended. */
export type Noted = Pick<PhaseEnded, 'attempt' | 'wire'>;

/** The command that shows the same again, and leaves it standing. */
export const replay = ({ one, options }: Pick<Scene, 'one' | 'options'>): string =>
  `npx badconn run ${one.id} --seed ${options.seed} --keep`;

export const say = (attempt: Attempt): string =>
  `${symptomText(attempt)} after ${Math.round(attempt.afterMs)} ms`;
