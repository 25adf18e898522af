/**
 * All that a scenario file may import beside the vocabulary, and a change of one's own: here in a checkout,
 * `badconn/harness` outside.
 */
export * from './changes/index.ts';
export { defineScenario, type Scenario } from './case/scenario.ts';
export type { Placement } from './topology/place.ts';
export type { Service } from './topology/services.ts';
export {
  amongMachines,
  amongNeighbours,
  behindForward,
  behindForwardRouted,
  behindProxy,
  behindRouter,
  client,
  edge,
  http,
  http2,
  image,
  lan,
  lines,
  machine,
  nginx,
  odd,
  proxy,
  redis,
  routed,
  resolver,
  router,
  server,
  socketIo,
  ssh,
  webSocket,
  withInnerNetwork,
  withResolver,
  workersBehindRouter,
  workerman,
  type Topology,
} from './topology/topology.ts';
