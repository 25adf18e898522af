import { endNow } from '../diagnoser/end-now.ts';
import { written } from '../harness/unwritten.ts';

/** Ends this process once its output is written, even with other work pending. */
export const endWritten = async (exitCode: number): Promise<never> =>
  endNow(await written(exitCode));
