/** All that a scenario file may import beside the vocabulary. */
export * from './changes/index.ts';
export { defineScenario, type Scenario } from './scenario.ts';
export { client, http, lan, routed, router, server, webSocket } from './topology/topology.ts';
