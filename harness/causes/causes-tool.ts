import { causesSchema, toolInputs, type ToolInput } from '../../vocabulary/index.ts';
import { readOnly, type Tool } from '../mcp/tool.ts';
import { allCauses, type KnownAs } from './all-causes.ts';
import { causeNamed } from './cause-named.ts';

/** They are gathered from all scenarios, which takes 30 ms, and stay the same while this process runs. */
let gathered: Promise<KnownAs[]> | undefined;

/** The causes that an answer may name, as a tool of an agent. */
export const causesTool: Tool = {
  name: 'causes',
  title: 'Causes of failed connections',
  description:
    'Lists every known cause with its meaning and the stage at which a client meets it. With a name: how that cause looks, how it is told apart, which commands show it and what mends it.',
  input: toolInputs.causes,
  output: causesSchema,
  hints: readOnly,
  async call(given) {
    const { name } = given as ToolInput<'causes'>;
    const all = await (gathered ??= allCauses());
    if (name === undefined) {
      const causes = all.map(({ cause, says, stage }) => ({ cause, says, stage }));
      const text = causes.map(({ cause, says }) => `${cause}: ${says}`).join('\n');
      return { structured: { causes }, text };
    }
    const known = causeNamed(name, all);
    const { cause, says, tellApart, remedies } = known;
    const mends = remedies.map(({ action, does }) => `${action}: ${does}`);
    const text = [`${cause}: ${says}`, ...tellApart, ...mends].join('\n');
    return { structured: { causes: [known] }, text };
  },
};
