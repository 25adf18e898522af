import { expect, test } from 'vitest';
import { connectionsOfTraffic } from './noise.ts';
import { samplePlacement } from './sample-placement.ts';

test('only the noise of traffic begins connections of its own at the client: two at each interval', () => {
  const within = (noise: 'traffic' | 'rules', ms: number): number =>
    connectionsOfTraffic({ ...samplePlacement, noise }, ms);
  expect([within('rules', 5000), within('traffic', 5000), within('traffic', 1)]).toEqual([
    0, 100, 2,
  ]);
});
