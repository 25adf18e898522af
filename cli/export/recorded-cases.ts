import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Recording } from '../../diagnoser/recording.ts';
import { casesOf, type Case, type Layer } from '../../harness/case/case.ts';
import { placedAt } from '../../harness/case/point-text.ts';
import { loadScenarios } from '../../harness/case/registry.ts';
import { recordedFolder } from '../../harness/run/shipped-run.ts';

/** Recorded evidence of the labs, as shipped with badconn. */
export const casesFolder: string = fileURLToPath(new URL('cases/', recordedFolder));

/** A lab recording also holds its point, in the notation of `--at`. */
export interface CaseRecording extends Recording {
  at: string;
}

export interface RecordedCase {
  /** Path below the folder, without extension: the key of the layer, with `@<what>` if there are several. */
  name: string;
  /** At the point of the recording. */
  labCase: Case;
  layer: Layer;
  recording: CaseRecording;
}

/**
 * All recordings of the labs. A recording is named by the key of its layer (the case's key for the outermost);
 * further ones of the same case at other points are named `<key>@<what>`.
 */
export async function recordedCases(): Promise<RecordedCase[]> {
  const cases = (await loadScenarios()).flatMap(casesOf);
  return readdirSync(casesFolder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.json'))
    .toSorted()
    .map((path) => {
      const name = path.replaceAll('\\', '/').replace(/\.json$/, '');
      const main = name.replace(/@[^/]*$/, '');
      const of = (labCase: Case): Layer | undefined =>
        labCase.layers.find(({ key }) => key === main);
      const open = cases.find(of);
      if (open === undefined) throw new Error(`${path} is of no case: npm run record -- --missing`);
      const recording = JSON.parse(readFileSync(`${casesFolder}${path}`, 'utf8')) as CaseRecording;
      const labCase = placedAt(open, recording.at);
      return { name, labCase, layer: of(labCase) ?? labCase.layers[0], recording };
    });
}
