import { writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { cannotWrite, makeFolder } from '../harness/cannot-write.ts';
import { junitReport } from '../harness/report/junit.ts';
import { markdownReport } from '../harness/report/markdown.ts';
import { htmlReport, type PageRun } from '../harness/report/page/page.ts';
import type { RunFlags } from './run.ts';

/** Reports that are files, by name of the format. */
export const documents = {
  junit: (runs: readonly PageRun[]) => junitReport(runs.map(({ card }) => card)),
  markdown: (runs: readonly PageRun[]) => markdownReport(runs.map(({ card }) => card)),
  html: htmlReport,
} as const;

type FileFormat = keyof typeof documents;

/**
 * Checks that all reports can be written, before the run; throws as `cannotWrite` says. The returned function writes
 * the reports as separate tasks.
 */
export async function openReports(
  files: Pick<RunFlags, FileFormat>,
): Promise<(run: PageRun) => (() => Promise<void>)[]> {
  const wanted = (Object.keys(documents) as FileFormat[]).flatMap((format) => {
    const file = files[format];
    return file === undefined ? [] : [{ format, file }];
  });
  for (const { format, file } of wanted) await writeReport(file, '', `--${format}`, 'a');
  return (run) =>
    wanted.map(
      ({ format, file }) =>
        () =>
          writeReport(file, documents[format]([run]), `--${format}`),
    );
}

/** Throws as `cannotWrite` says; `option` names the file's option. */
export async function writeReport(
  file: string,
  text: string,
  option: string,
  flag: 'a' | 'w' = 'w',
): Promise<void> {
  try {
    await makeFolder(dirname(file));
    await writeFile(file, text, { flag });
  } catch (cause) {
    throw cannotWrite(file, option, cause);
  }
}
