import { readFile } from 'node:fs/promises';
import { collectScript, parseSnapshot, serverReport } from '../../collector/index.ts';
import { readOnly, type Tool } from '../../harness/mcp/tool.ts';
import { serverReportSchema, toolInputs, type ToolInput } from '../../vocabulary/index.ts';
import { runHere } from '../this-machine.ts';

export const collectTool: Tool = {
  name: 'collect',
  title: 'Server report of this machine',
  description:
    'What this machine, as the server, shows of its side: listeners, addresses, routes, firewall rules with counters, settings, processes by name. Changes nothing. Call it once before and once (with earlier) after one attempt of the client, so that counters speak, and hand the result to diagnose on the client.',
  input: toolInputs.collect,
  output: serverReportSchema,
  hints: { ...readOnly, idempotentHint: false },
  async call(given) {
    const { earlier } = given as ToolInput<'collect'>;
    const now = parseSnapshot(await runHere(await readFile(collectScript, 'utf8')));
    const report =
      earlier === undefined
        ? serverReport(now, undefined, 0)
        : serverReport(earlier.before, now, 1);
    const { listeners, firewall, root } = now;
    const rights = root ? 'as root' : 'without root, so that rules and programs are missing';
    return {
      structured: report,
      text: `Taken ${rights}: ${listeners.length} listeners, ${firewall.length} firewall rules. Hand it to diagnose on the client as report.`,
    };
  },
};
