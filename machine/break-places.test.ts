import { expect, test } from 'vitest';
import { breakPlaces } from './break-places.ts';

const root = { name: 'Docker', isRootless: false, isDesktop: false, isHere: true } as const;

test.each([
  ['as root', root, 'linux', 'address'],
  ['rootless', { ...root, isRootless: true }, 'linux', 'gate'],
  ['Desktop on Linux', { ...root, isDesktop: true }, 'linux', 'gate'],
  ['Desktop on macOS', { ...root, isDesktop: true }, 'darwin', 'gate'],
  ['a virtual machine on macOS', root, 'darwin', 'gate'],
  ['another machine', { ...root, isHere: false }, 'linux', 'gate'],
  ['Podman, as root', { ...root, name: 'Podman' }, 'linux', 'address'],
  ['Podman, rootless', { ...root, name: 'Podman', isRootless: true }, 'linux', 'gate'],
] as const)('%s', (_, engine, platform, place) => {
  const said = breakPlaces(engine, platform);
  expect(said).toContain(`for a client here at the ${place}`);
  expect(said.includes('not tried')).toBe(engine.name === 'Podman');
});
