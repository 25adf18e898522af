import { writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { cannotWrite, makeFolder } from '../harness/cannot-write.ts';
import type { PageRun } from '../harness/report/page/page.ts';
import type { RunFlags } from './run.ts';

type Runs = readonly PageRun[];

/** Reports that are files, by name of the format. Each is loaded when it is written. */
export const documents = {
  async junit(runs: Runs) {
    const { junitReport } = await import('../harness/report/junit.ts');
    return junitReport(runs.map(({ card }) => card));
  },
  async markdown(runs: Runs) {
    const { markdownReport } = await import('../harness/report/markdown.ts');
    return markdownReport(runs.map(({ card }) => card));
  },
  async html(runs: Runs) {
    const { htmlReport } = await import('../harness/report/page/page.ts');
    return htmlReport(runs);
  },
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
        async () =>
          writeReport(file, await documents[format]([run]), `--${format}`),
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
