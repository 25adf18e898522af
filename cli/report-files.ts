import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UsageError } from '../harness/errors.ts';
import { junitReport } from '../harness/report/junit.ts';
import { markdownReport } from '../harness/report/markdown.ts';
import { htmlReport, type PageRun } from '../harness/report/page/page.ts';

/** The reports that are files, by the name of their format. */
export const documents = {
  junit: (runs: readonly PageRun[]) => junitReport(runs.map(({ card }) => card)),
  markdown: (runs: readonly PageRun[]) => markdownReport(runs.map(({ card }) => card)),
  html: htmlReport,
} as const;

type Format = keyof typeof documents;
export type ReportFiles = { [format in Format]?: string };

/**
 * Refuses what cannot be written, before anything is run for it. The function writes the reports.
 *
 * @throws UsageError `USAGE_REPORT_FILE`
 */
export async function openReports(files: ReportFiles): Promise<(run: PageRun) => Promise<void>> {
  const wanted = (Object.keys(documents) as Format[]).flatMap((format) => {
    const file = files[format];
    return file === undefined ? [] : [{ format, file }];
  });
  for (const { format, file } of wanted) await writeReport(file, '', `--${format}`, 'a');
  return async (run) => {
    for (const { format, file } of wanted) {
      await writeReport(file, documents[format]([run]), `--${format}`);
    }
  };
}

/** @throws UsageError `USAGE_REPORT_FILE`, which names the option that gave the file. */
export async function writeReport(
  file: string,
  text: string,
  option: string,
  flag: 'a' | 'w' = 'w',
): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text, { flag });
  } catch (cause) {
    throw new UsageError({
      code: 'USAGE_REPORT_FILE',
      what: `${file} cannot be written: ${(cause as NodeJS.ErrnoException).code}.`,
      next: `give another file with ${option}`,
      cause,
    });
  }
}
