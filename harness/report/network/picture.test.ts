import { expect, test } from 'vitest';
import { casesOf } from '../../case/case.ts';
import { loadScenarios } from '../../case/registry.ts';
import { placementOf } from '../../run/truth.ts';
import { disguised, mapOfPlacement, mapOfTopology } from '../../topology/network-map.ts';
import { seedOf } from '../../topology/sample-seed.ts';
import { layOut, type Box } from './layout.ts';
import { drawNetwork, networkFile, networkPicture, networkText } from './picture.ts';

const cases = (await loadScenarios()).flatMap(casesOf);
const placed = cases.map((labCase) => ({
  label: labCase.label,
  map: mapOfPlacement(labCase.scenario.topology, placementOf(labCase, seedOf(7))),
}));

const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

test.each(placed)('$label: each host has room, and a link to each of its networks', ({ map }) => {
  const { boxes, links, bars, width, height } = layOut(map);
  expect(boxes).toHaveLength(map.length);
  expect(links).toHaveLength(map.flatMap(({ on }) => on).length);
  for (const [index, box] of boxes.entries()) {
    expect(boxes.slice(index + 1).filter((other) => overlap(box, other))).toEqual([]);
    expect(box.x + box.width).toBeLessThan(width);
    expect(box.y + box.height).toBeLessThan(height);
  }
  for (const link of links) {
    const end = 'round' in link ? link.round : link.x;
    const bar = bars.find(({ y }) => y === link.to);
    expect(bar && end >= bar.x && end <= bar.x + bar.width, JSON.stringify(link)).toBe(true);
  }
});

const routed = mapOfTopology({
  hosts: { client: { role: 'client' }, router: { role: 'router' }, server: { role: 'server' } },
  networks: [
    ['client', 'router'],
    ['router', 'server'],
  ],
});

test('a fault is told by words and by the edge of its host, not by colour alone', () => {
  const { markup } = networkPicture(routed, [{ on: 'router' }]);
  expect(markup.match(/class="host broken"/g)).toHaveLength(1);
  expect(markup).toContain('>✗ fault</text>');
  expect(networkPicture(routed).markup).not.toContain('fault');
});

test('faults in layers are numbered', () => {
  const faults = [
    { on: 'server', layer: 1 },
    { on: 'client', layer: 2 },
  ];
  const { markup } = networkPicture(routed, faults);
  expect([...markup.matchAll(/>(✗[^<]*)</g)].map(([, said]) => said)).toEqual([
    '✗ fault 2',
    '✗ fault 1',
  ]);
});

test('a mark that is wider than its box covers the other hosts, within the picture', () => {
  const text = '✗ ERR_TLS_CERT_ALTNAME_INVALID at tls';
  const { markup } = drawNetwork(routed, {
    ...{ label: '', linkId: (host, network) => `${host.name}-${network}` },
    markOf: ({ role }) => (role === 'client' ? { kind: 'bad', text } : undefined),
  });
  expect([...markup.matchAll(/class="name"[^>]*>([^<]+)</g)].map(([, name]) => name)).toEqual([
    'router',
    'server',
    'client',
  ]);
  expect(markup).toContain('<rect class="tag" x="8"');
  expect(markup.match(/class="link" id="router-[01]"/g)).toHaveLength(2);
});

test('the words tell what the picture shows', () => {
  const [client, ...others] = routed;
  const map = [{ ...client!, on: [{ network: 0, address: '10.1.0.2' }] }, ...others];
  expect(networkText(map, [{ on: 'server' }])).toBe(
    'Network 1: client 10.1.0.2, router. Network 2: router, server. The fault is on: server.',
  );
});

test('a file needs nothing from elsewhere, and has both colour schemes', () => {
  const file = networkFile(routed);
  expect(file).toContain('prefers-color-scheme: dark');
  expect(file.replace('xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(/url\(|href|http/);
});

test('a student cannot tell the machine that is meant from the one beside it', () => {
  const map = mapOfTopology({
    hosts: { client: { role: 'client' }, server: { role: 'server' }, other: { role: 'edge' } },
    networks: [['client', 'server', 'other']],
  });
  const addressed = (server: string, other: string) =>
    disguised(
      map.map((host) => ({
        ...host,
        on: [{ network: 0, address: { server, other, client: '10.1.0.1' }[host.name] ?? '' }],
      })),
    );
  expect(addressed('10.1.0.5', '10.1.0.9')).toEqual(addressed('10.1.0.9', '10.1.0.5'));
});
