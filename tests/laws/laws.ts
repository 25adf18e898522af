import { dockerStaysInTheEngine } from './docker-stays-in-the-engine.ts';
import { importLaws, importRule } from './import-laws.ts';
import type { Rule } from './imports.ts';
import { outputHasOneDoor } from './output-has-one-door.ts';
import { scenarioIsData } from './scenario-is-data.ts';

/** The laws of the house as a plugin of oxlint. `.oxlintrc.json` names each of them. */
const plugin: { meta: { name: string }; rules: Record<string, Rule> } = {
  meta: { name: 'badconn' },
  rules: {
    ...Object.fromEntries(Object.entries(importLaws).map(([name, law]) => [name, importRule(law)])),
    'docker-stays-in-the-engine': dockerStaysInTheEngine,
    'output-has-one-door': outputHasOneDoor,
    'scenario-is-data': scenarioIsData,
  },
};

export default plugin;
