import { UsageError } from '../../harness/errors.ts';
import { quoted, readOnly, type Tool } from '../../harness/mcp/tool.ts';
import { explain } from '../../knowledge/explain.ts';
import { explanationSchema, toolInputs, type ToolInput } from '../../vocabulary/index.ts';
import { forPerson } from '../explain-text.ts';

export const explainTool: Tool = {
  name: 'explain',
  title: 'Explain an error message',
  description:
    'Possible causes of the error message of any client, likeliest first, each with commands that tell it apart. Works offline, from recorded messages of real clients.',
  input: toolInputs.explain,
  output: explanationSchema,
  hints: readOnly,
  call(given) {
    const { message } = given as ToolInput<'explain'>;
    const explanation = explain(message);
    if (explanation === undefined) throw unknownWords();
    // Without recordings and documents, which are long: the candidates summarise them.
    const { families, particulars, candidates, notes } = explanation;
    const text = forPerson(explanation, { columns: 100, all: false }).join('\n');
    const structured = { families, particulars, candidates, notes };
    return Promise.resolve({ structured, text: quoted(text) });
  },
};

const unknownWords = (): UsageError =>
  new UsageError({
    code: 'USAGE_UNKNOWN_WORDS',
    what: 'The message holds no words that are known.',
    next: 'give the whole message as the client prints it, or use the tool diagnose with its target',
  });
