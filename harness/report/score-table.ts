import type { Vantage } from '../../vocabulary/index.ts';
import { fit, secondsText } from './layout.ts';
import { paint, type TerminalLook } from './look.ts';
import {
  expectedAt,
  passes,
  type CaseCard,
  type Scorecard,
  type ScenarioCard,
} from './scorecard.ts';

const markWidth = 17;
const timeWidth = 9;

interface Row {
  name: string;
  card?: CaseCard;
}

/** Rows of the scorecard: a heading for each family, a line for each case. */
export function scoreTable(card: Scorecard, look: TerminalLook): string[] {
  const { vantages } = card.run;
  const families = Map.groupBy(card.scenarios, ({ family }) => family);
  const rows = (scenarios: readonly ScenarioCard[]) => scenarios.flatMap(rowsOf);
  const longest = Math.max(...rows(card.scenarios).map(({ name }) => name.length), 12);
  const room = look.columns - 2 - vantages.length * markWidth - timeWidth;
  const nameWidth = Math.max(12, Math.min(longest + 2, room));
  const head = `${' '.repeat(nameWidth + 2)}${vantages.map((word) => fit(word, markWidth)).join('')}${'time'.padStart(timeWidth)}`;
  const lines = [...families].flatMap(([family, scenarios]) => [
    paint(look, 'strong', family),
    ...rows(scenarios).map(({ name, card: caseCard }) => {
      const time = caseCard === undefined ? '' : secondsText(caseCard.durationMs);
      return `  ${fit(name, nameWidth - 1)} ${marks(caseCard, vantages, look)}${time.padStart(timeWidth)}`.trimEnd();
    }),
  ]);
  return [paint(look, 'faint', head), ...lines];
}

function rowsOf({ id, family, cases }: ScenarioCard): Row[] {
  const short = (name: string) =>
    name.startsWith(`${family}/`) ? name.slice(family.length + 1) : name;
  if (cases.length === 0) return [{ name: short(id) }];
  return cases.map((card) => ({ name: short(card.case), card }));
}

function marks(
  card: CaseCard | undefined,
  vantages: readonly Vantage[],
  look: TerminalLook,
): string {
  const whole = (text: string) => fit(text, markWidth * vantages.length);
  if (card === undefined) return paint(look, 'faint', whole('- not run'));
  if (card.standing === 'unfinished') return paint(look, 'faint', whole('- not finished'));
  if (card.standing !== 'judged') {
    return paint(look, 'unsure', whole(`✗ ${card.standing}${failedPhase(card)}`));
  }
  return vantages
    .map((vantage) => {
      const grade = card.results.find((result) => result.vantage === vantage)?.grade;
      if (expectedAt(card, vantage)) return paint(look, 'unsure', fit(`~ ${grade}`, markWidth));
      const isGood = passes(card, vantage);
      const text = fit(`${isGood ? '✓' : '✗'} ${grade ?? 'no result'}`, markWidth);
      return paint(look, isGood ? 'good' : 'bad', text);
    })
    .join('');
}

export function failedPhase({ phases }: CaseCard): string {
  const failed = phases.find(({ ok }) => !ok);
  return failed === undefined ? '' : ` (${failed.phase})`;
}
