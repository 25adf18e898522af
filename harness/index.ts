/**
 * All that a scenario file may import beside the vocabulary, and a change of one's own: here in a checkout,
 * `badconn/harness` outside.
 */
export * from './changes/index.ts';
export { defineScenario, type Scenario } from './case/scenario.ts';
export type { Placement } from './topology/place.ts';
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
  type Service,
  type Topology,
} from './topology/topology.ts';
