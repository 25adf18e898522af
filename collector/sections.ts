/** The text of `collect.sh`, cut at its `@@` lines. */
export interface Sections {
  time: string;
  uid: string;
  /** Lines of each section; a section that comes twice is one. Empty lines are left out. */
  lines: Map<string, string[]>;
  /** `<section>: <why>` for each fact that could not be had. */
  missing: string[];
}

/** The text is no report of `badconn collect`, or not a whole one. */
export class ReportError extends Error {
  override name = 'ReportError';
  readonly code: 'REPORT_UNKNOWN_FORMAT' | 'REPORT_UNKNOWN_VERSION' | 'REPORT_CUT_SHORT';
  constructor(code: ReportError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

const version = '1';

/** @throws {ReportError} when the header, the version or the end mark is not there. */
export const cutIntoSections = (text: string): Sections => {
  const all = text.split(/\r?\n/);
  // A shell that was reached over ssh may greet before it obeys.
  const start = all.findIndex((line) => line.startsWith('@@ badconn-report '));
  if (start === -1) {
    throw new ReportError(
      'REPORT_UNKNOWN_FORMAT',
      `Expected the output of badconn collect, which starts with "@@ badconn-report ${version}"; given was ${shown(text)}.`,
    );
  }
  const given = all[start]?.slice('@@ badconn-report '.length).trim();
  if (given !== version) {
    throw new ReportError(
      'REPORT_UNKNOWN_VERSION',
      `This badconn reads reports of version ${version}; given was version ${given}.`,
    );
  }
  const end = all.indexOf('@@ end', start);
  if (end === -1) {
    throw new ReportError(
      'REPORT_CUT_SHORT',
      `The report has no "@@ end": it was cut short after ${all.length - start} lines, the last of which is ${shown(all.findLast((line) => line !== '') ?? '')}.`,
    );
  }
  return sort(all.slice(start + 1, end));
};

const sort = (body: readonly string[]): Sections => {
  const sections: Sections = { time: '', uid: '', lines: new Map(), missing: [] };
  let current: string[] = [];
  for (const line of body) {
    const [, word, rest = ''] = /^@@ (\w+) ?(.*)$/.exec(line) ?? [];
    if (word === 'time') sections.time = rest;
    else if (word === 'uid') sections.uid = rest;
    else if (word === 'missing') sections.missing.push(rest);
    else if (word === 'section') {
      current = sections.lines.get(rest) ?? [];
      sections.lines.set(rest, current);
    } else if (line.trim() !== '') current.push(line);
  }
  return sections;
};

const shown = (text: string): string => {
  if (text.trim() === '') return 'nothing';
  const start = text.trim().slice(0, 60);
  return JSON.stringify(start) + (text.trim().length > 60 ? ' …' : '');
};
