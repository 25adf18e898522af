import { accountOf } from '../cli/diagnosis/account.ts';
import { answerText } from '../cli/diagnosis/answer-text.ts';
import { conclude, type Evidence } from '../diagnoser/index.ts';
import { markup } from '../harness/report/markup.ts';
import { byOrigin } from '../harness/report/own-sequence.ts';
import { allRecorded } from './conclusions-page.ts';
import { ladderPicture } from './ladder-picture.ts';
import { monospaced, themes, type Theme } from './theme.ts';

/** Pixels. A letter of a monospaced font is 0.6 of its size wide. */
const [size, lineHeight, margin] = [14, 20, 16];
const letterWidth = size * 0.6;

/** Spaces side by side are one in SVG, unless they are such (U+00A0). */
const noBreak = '\u00a0';

/** Text with sequences of our own as lines of `tspan`, which repeat what the sequences begin and end. */
function spans(painted: string, { colours, text: plain }: Theme): string[] {
  let [fill, weight, opacity] = [plain, 'normal', '1'];
  const lines = [''];
  for (const { text, isOwn } of byOrigin(painted)) {
    if (isOwn) {
      const parameter = /\[(\d+)m/.exec(text)?.[1] ?? '';
      if (parameter === '22') [weight, opacity] = ['normal', '1'];
      else if (parameter === '1') weight = 'bold';
      else if (parameter === '2') opacity = '0.75';
      else fill = (colours as Record<string, string>)[parameter] ?? plain;
      continue;
    }
    for (const [index, part] of text.split('\n').entries()) {
      if (index > 0) lines.push('');
      if (part === '') continue;
      lines[lines.length - 1] +=
        markup`<tspan fill="${fill}" font-weight="${weight}" fill-opacity="${opacity}">${part.replaceAll(' ', noBreak)}</tspan>`.markup;
    }
  }
  return lines;
}

/** What a terminal of 80 columns shows, as a picture without anything from elsewhere. */
function terminalPicture(painted: string, theme: Theme): string {
  const lines = spans(painted.trimEnd(), theme);
  const width = Math.ceil(80 * letterWidth + 2 * margin);
  const height = lines.length * lineHeight + 2 * margin;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="badconn diagnose in a terminal">`,
    `<rect width="${width}" height="${height}" rx="8" fill="${theme.ground}"/>`,
    `<g font-family="${monospaced}" font-size="${size}">`,
    ...lines.map(
      (line, index) =>
        `<text x="${margin}" y="${margin + index * lineHeight + size}">${line}</text>`,
    ),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

/** The evidence that README opens with, recorded of a real run. */
function evidenceOfReadme(): Evidence {
  const recorded = allRecorded.find(({ name }) => name.endsWith('evidence/loopback-bind'));
  const evidence = recorded?.recording['client+server'];
  if (evidence === undefined) throw new Error('loopback-bind is not recorded any more');
  return evidence;
}

/** As `diagnose` prints it on a terminal of 80 columns, or where there is none. */
export async function textOfReadme(colour: boolean): Promise<string> {
  const evidence = evidenceOfReadme();
  const answer = await conclude(evidence);
  const look = { columns: 80, colour, verbose: false };
  return answerText(evidence.target.url, answer, await accountOf(answer, evidence), look);
}

/** The pictures of README, by their paths below docs/. */
export async function pictures(): Promise<Map<string, string>> {
  const painted = await textOfReadme(true);
  return new Map(
    themes.flatMap((theme) => [
      [`pictures/diagnose-${theme.name}.svg`, terminalPicture(painted, theme)] as const,
      [`pictures/report-${theme.name}.svg`, ladderPicture(theme)] as const,
    ]),
  );
}
