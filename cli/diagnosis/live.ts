import type { Evidence } from '../../diagnoser/index.ts';
import { read } from '../../diagnoser/observe/facts.ts';
import type { Doing } from '../../diagnoser/diagnose.ts';
import { cut, secondsText } from '../../harness/report/layout.ts';
import { paint, type TerminalLook } from '../../harness/report/look.ts';
import { ownSequence } from '../../harness/report/own-sequence.ts';
import { ladderOf } from './ladder.ts';
import { rungLine } from './ladder-text.ts';
import type { Rung } from './rung.ts';

/** Progress display of a diagnosis; removed at its end. */
export interface Live {
  /** The current operation, in a word or two. */
  doing(what: string): void;
  /** The evidence so far. */
  gathered(evidence: Evidence, doing: Doing): void;
  end(): void;
}

const words: Readonly<Record<Doing, string>> = {
  name: 'looking up the name',
  connect: 'connecting',
  speak: 'asking the server',
  closer: 'looking closer',
};

const everyMs = 250;

export interface LiveOptions extends TerminalLook {
  live: boolean;
  write: (text: string) => void;
}

const nothing: Live = { doing: () => undefined, gathered: () => undefined, end: () => undefined };

/** Shows stages as they finish, rewritten in place; nothing without an interactive terminal. */
export function liveLadder(options: LiveOptions): Live {
  if (!options.live) return nothing;
  let rungs: readonly Rung[] = [];
  let shown = 0;
  let now: { what: string; sinceMs: number } | undefined;
  const erase = (): string =>
    shown === 0 ? '' : `${ownSequence(String(shown), 'A')}${ownSequence('0', 'J')}`;
  const draw = (): void => {
    if (now === undefined) return;
    const took = secondsText(performance.now() - now.sinceMs);
    const lines = [
      ...rungs.flatMap((rung) => rungLine({ ...rung, decisive: false }, options)),
      paint(options, 'faint', cut(`  … ${now.what}, ${took}`, options.columns - 1)),
    ];
    options.write(`${erase()}${lines.map((line) => `${line}\n`).join('')}`);
    shown = lines.length;
  };
  const timer = setInterval(draw, everyMs);
  timer.unref();
  const doing = (what: string): void => {
    now = { what, sinceMs: performance.now() };
    draw();
  };
  return {
    doing,
    gathered(evidence, next) {
      doing(words[next]);
      // A report adds no stage.
      const { server: _, ...ofClient } = evidence;
      void read(ofClient).then(({ facts }) => {
        rungs = ladderOf(facts);
        draw();
      });
    },
    end() {
      clearInterval(timer);
      now = undefined;
      options.write(erase());
      shown = 0;
    },
  };
}
