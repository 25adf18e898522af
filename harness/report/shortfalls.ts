import { isSeed } from '../run/seed.ts';
import { cut, labelled, secondsText } from './layout.ts';
import { paint, printable, type TerminalLook } from './look.ts';
import { isSettled, type CaseCard, type ResultCard, type Scorecard } from './scorecard.ts';
import { failedPhase } from './score-table.ts';
import { firstOf, legibleLine } from './stranger.ts';
import { typedWord } from '../shell-word.ts';
import { symptomText } from '../symptom.ts';

const transcriptLines = 8;
const printedLines = 3;
/** Number of characters of an output that are searched for lines. */
const lookedAt = 16_000;
const listedItems = 20;
const itemCharacters = 600;

/** For each failed case: what happened, the truth, and how to reproduce it. */
export function shortfalls(card: Scorecard, look: TerminalLook): string[] {
  const { vantages } = card.run;
  return card.scenarios
    .flatMap(({ cases }) => cases)
    .filter((caseCard) => caseCard.standing !== 'unfinished')
    .filter((caseCard) => !vantages.every((vantage) => isSettled(caseCard, vantage)))
    .flatMap((caseCard) => ['', ...caseLines(caseCard, card, look)]);
}

export function caseLines(
  caseCard: CaseCard,
  { run }: Pick<Scorecard, 'run'>,
  look: TerminalLook,
): string[] {
  const { columns } = look;
  const beside = { indent: 2, columns };
  const isJudged = caseCard.standing === 'judged';
  const word = isJudged ? '' : `: ${caseCard.standing}${failedPhase(caseCard)}`;
  const missing = run.vantages.filter(
    (vantage) => isJudged && !caseCard.results.some((result) => result.vantage === vantage),
  );
  return [
    paint(look, isJudged ? 'bad' : 'unsure', `✗ ${caseCard.case}${word}`),
    ...labelled('what', printable(caseCard.title), beside),
    ...(caseCard.at === undefined ? [] : labelled('at', printable(caseCard.at), beside)),
    ...seenLines(caseCard, beside),
    ...caseCard.phases.flatMap(({ error }) => errorLines(error, look)),
    ...(isJudged
      ? caseCard.results
          .filter(({ vantage }) => !isSettled(caseCard, vantage))
          .flatMap((result) => resultLines(result, caseCard, look))
      : []),
    ...missing.map((vantage) => `  ${vantage}: no result was recorded`),
    paint(look, 'faint', `  replay: ${replayCommand(caseCard, run)}`),
  ];
}

/** What the plain client saw, and what happened on the wire. */
export function seenLines(
  { phases }: CaseCard,
  beside: { indent: number; columns: number },
): string[] {
  const { attempt, wire } = phases.find(({ phase }) => phase === 'observe') ?? {};
  const parts = [
    ...(attempt === undefined
      ? []
      : [`${symptomText(attempt)} after ${Math.round(attempt.afterMs)} ms`]),
    ...(wire === undefined ? [] : [wireText(wire)]),
  ];
  return parts.length === 0 ? [] : labelled('seen', printable(parts.join('; ')), beside);
}

function wireText({ client, server }: { client: string; server: string }): string {
  return client === server ? `wire ${client}` : `wire ${client} (client), ${server} (server)`;
}

function errorLines(error: string | undefined, { columns }: TerminalLook): string[] {
  if (error === undefined) return [];
  return error
    .trimEnd()
    .split('\n')
    .flatMap((line, index) =>
      labelled(index === 0 ? 'error' : '', printable(line), { indent: 2, columns }),
    );
}

/** The verdict at one vantage with its evidence; untrusted text is bounded. */
export function resultLines(result: ResultCard, { truth }: CaseCard, look: TerminalLook): string[] {
  const { vantage, grade, why, verdict, conversation } = result;
  const beside = { indent: 4, columns: look.columns };
  const best = truth.best[vantage];
  const alike = best.length > 1 ? `; from here it looks like ${best.join(', ')}` : '';
  const beneath = truth.beneath?.map(({ cause }) => cause).join(', ');
  const deeper = beneath === undefined ? '' : `, with ${beneath} beneath it`;
  const list = (label: string, texts: readonly string[]) => {
    const { shown, more } = firstOf(texts, listedItems);
    const items = shown.map((text) => legibleLine(text, itemCharacters));
    return [...items, ...(more === 0 ? [] : [`and ${more} more`])].flatMap((text, index) =>
      labelled(index === 0 ? label : '', text, beside),
    );
  };
  return [
    paint(look, 'strong', `  ${vantage}: ${grade}, in ${secondsText(conversation.durationMs)}`),
    ...labelled('why', printable(why), beside),
    ...labelled(
      'truth',
      `${truth.cause === 'none' ? 'nothing is wrong' : truth.cause}${deeper}${alike}`,
      beside,
    ),
    ...list('said', [saidText(verdict)]),
    ...list('breaches', verdict.breaches),
    ...list('evidence', (verdict.answer?.evidence ?? []).map(evidenceText)),
    ...rawLines(
      'printed',
      verdict.answer === undefined ? firstLines(conversation.stdout) : [],
      look,
    ),
    ...rawLines('stderr', lastLines(conversation.stderr), look),
    ...(conversation.leftProcesses === 0
      ? []
      : list('left', [`${conversation.leftProcesses} processes, which were killed`])),
  ];
}

function saidText({ status, candidates, answer }: ResultCard['verdict']): string {
  const names = candidates.length === 0 ? '' : `: ${candidates.join(', ')}`;
  const { also = [], remedy } = answer ?? {};
  const deeper = also.length === 0 ? '' : `; also: ${also.join(', ')}`;
  const does = remedy === undefined ? '' : `; remedy: ${remedy.action}`;
  return status === undefined
    ? 'nothing that keeps the contract'
    : `${status}${names}${deeper}${does}`;
}

function evidenceText(evidence: { observed: string; for?: string[]; against?: string[] }): string {
  const speaks = [
    ...(evidence.for?.length ? [`for ${evidence.for.join(', ')}`] : []),
    ...(evidence.against?.length ? [`against ${evidence.against.join(', ')}`] : []),
  ];
  return `- ${evidence.observed}${speaks.length === 0 ? '' : ` (${speaks.join('; ')})`}`;
}

const firstLines = (text: string): string[] =>
  linesOf(text.slice(0, lookedAt)).slice(0, printedLines);
const lastLines = (text: string): string[] =>
  linesOf(text.slice(-lookedAt)).slice(-transcriptLines);
const linesOf = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '');

/** Lines of a program's output, each truncated to one terminal line. */
function rawLines(label: string, lines: readonly string[], { columns }: TerminalLook): string[] {
  const width = columns - 16;
  return lines.map(
    (line, index) =>
      `    ${(index === 0 ? label : '').padEnd(10)}| ${cut(printable(line.slice(0, 2000)), width)}`,
  );
}

/** A diagnoser other than the built-in one is named by its connector, which the command must repeat. */
export function replayCommand(
  { scenario }: Pick<CaseCard, 'scenario'>,
  { seed, diagnoser, recorded, scenariosFrom }: Scorecard['run'],
): string {
  const from = scenariosFrom === undefined ? '' : ` --scenarios ${typedWord(scenariosFrom)}`;
  const command = `npx badconn run ${typedWord(scenario)}${from}`;
  if (recorded !== undefined) {
    return `${command} --diagnoser ${typedWord(diagnoser)} --recorded ${typedWord(recorded)}`;
  }
  const own = /^(cmd|image|module|reference):/.test(diagnoser)
    ? ` --diagnoser ${typedWord(diagnoser)}`
    : '';
  const again = isSeed(seed) ? ` --seed ${seed}` : '';
  return `${command}${again}${own} --keep`;
}
