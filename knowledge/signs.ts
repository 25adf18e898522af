import { readRecorded, type RecordedWords } from './record.ts';
import { patternOf, type Pattern } from './words.ts';

/** One line that clients say, and where they were recorded saying it. */
export interface Sign {
  template: string;
  clients: string[];
  cases: RecordedWords[];
  exact: Pattern;
  /** For other statuses, versions and codes than those that were recorded. */
  loose: Pattern;
}

/** What a program says of an error that it has caught has no class before it. */
const withoutClass = (line: string): string =>
  line.replace(/^(?:\[cause\]: )?(?:[\w.]*[Ee]rror|PHP Warning): +/, '').trimEnd();

/** Every recorded line that the broken network made a client say. */
export function signsOf(recorded: readonly RecordedWords[] = readRecorded()): Sign[] {
  const signs = new Map<string, Sign>();
  for (const recordedCase of recorded) {
    for (const [client, { says, anyway }] of Object.entries(recordedCase.clients)) {
      for (const template of anyway ? [] : says.map(withoutClass)) {
        const sign = signs.get(template) ?? {
          template,
          clients: [],
          cases: [],
          exact: patternOf(template),
          loose: patternOf(template, true),
        };
        if (!sign.clients.includes(client)) sign.clients.push(client);
        if (!sign.cases.includes(recordedCase)) sign.cases.push(recordedCase);
        signs.set(template, sign);
      }
    }
  }
  return [...signs.values()];
}
