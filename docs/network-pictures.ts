import type { Case } from '../harness/case/case.ts';
import { titleOf } from '../harness/report/network/layout.ts';
import { networkFile, networkText, type FaultPlace } from '../harness/report/network/picture.ts';
import { mapOfTopology } from '../harness/topology/network-map.ts';

/** Where a case is broken, layer by layer; nowhere if it is healthy. */
const faultsOf = ({ layers }: Case): FaultPlace[] =>
  layers.flatMap(({ cause, changes, number }) =>
    cause === 'none'
      ? []
      : changes.map(({ on }) => ({ on, ...(layers.length === 1 ? {} : { layer: number }) })),
  );

interface NetworkPicture {
  /** The name of the file: cases with the same network and the same place of the fault share it. */
  name: string;
  words: string;
  svg: string;
}

/** The network of a case, without addresses, which a seed draws. */
export function networkOf(labCase: Case): NetworkPicture {
  const { topology } = labCase.scenario;
  const map = mapOfTopology(topology);
  const faults = faultsOf(labCase);
  const named = new Map(map.map((host) => [host.name, titleOf(host).replaceAll(/\W+/g, '')]));
  const joined = topology.networks.map((members) =>
    members.map((host) => named.get(host)).join('-'),
  );
  const places = new Set(faults.map(({ on, layer = '' }) => `${on}${layer}`));
  const at = [...places].map((place) => `.fault-on-${place}`).join('');
  return {
    name: `${joined.join('_')}${at}.svg`,
    words: networkText(map, faults),
    svg: networkFile(map, faults),
  };
}
