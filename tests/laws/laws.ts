import { dockerStaysInTheEngine } from './docker-stays-in-the-engine.ts';
import { importLaws, importRule } from './import-laws.ts';
import type { Rule } from './imports.ts';
import { outputThroughOneModule } from './output-through-one-module.ts';
import { scenarioIsData } from './scenario-is-data.ts';

/** The project's lint rules as a plugin of oxlint. `.oxlintrc.json` enables each of them. */
const plugin: { meta: { name: string }; rules: Record<string, Rule> } = {
  meta: { name: 'badconn' },
  rules: {
    ...Object.fromEntries(Object.entries(importLaws).map(([name, law]) => [name, importRule(law)])),
    'docker-stays-in-the-engine': dockerStaysInTheEngine,
    'output-through-one-module': outputThroughOneModule,
    'scenario-is-data': scenarioIsData,
  },
};

export default plugin;
