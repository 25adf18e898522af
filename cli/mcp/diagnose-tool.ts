import { quoted, readOnly, type Tool } from '../../harness/mcp/tool.ts';
import { diagnosisSchema, toolInputs, type ToolInput } from '../../vocabulary/index.ts';
import { diagnosisOf } from '../diagnose-connection.ts';
import { accountOf } from '../diagnosis/account.ts';
import { answerText } from '../diagnosis/answer-text.ts';

const nothing = { doing: () => undefined, gathered: () => undefined, end: () => undefined };

export const diagnoseTool: Tool = {
  name: 'diagnose',
  title: 'Diagnose a connection',
  description:
    'Connects to the target from this machine as an ordinary client does, looks closer where it fails, and answers with the causes that the evidence leaves possible, what shows them, and what mends them. Sends a few requests to the target; changes nothing. Takes seconds, at most a minute. The commands of a remedy are for a person to decide on.',
  input: toolInputs.diagnose,
  output: diagnosisSchema,
  hints: { ...readOnly, openWorldHint: true },
  async call(given) {
    const { target, expectAddress, report, connectDeadlineMs } = given as ToolInput<'diagnose'>;
    const options = {
      ...{ connectDeadline: String(connectDeadlineMs ?? 1500), scrub: true as const },
      ...(expectAddress === undefined ? {} : { expectAddress }),
      ...(report === undefined ? {} : { taken: report }),
    };
    const { answer, evidence, notes, target: url } = await diagnosisOf(target, options, nothing);
    const found = evidence && (await accountOf(answer, evidence));
    const account = found && { ...found, notes: [...notes, ...found.notes] };
    const look = { colour: false, columns: 100, verbose: false };
    return {
      structured: { ...answer, target: url, ...account },
      text: quoted(answerText(url, answer, account, look)),
    };
  },
};
