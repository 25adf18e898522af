/** All that a scenario file may import beside the vocabulary. */
export * from './changes/index.ts';
export { defineScenario, type Scenario } from './case/scenario.ts';
export {
  amongMachines,
  behindRouter,
  client,
  edge,
  http,
  lan,
  lines,
  machine,
  proxy,
  routed,
  router,
  server,
  webSocket,
  withInnerNetwork,
  withResolver,
  workerman,
} from './topology/topology.ts';
