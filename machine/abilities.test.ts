import { expect, test } from 'vitest';
import { abilitiesOf } from './abilities.ts';

const seccomp = 'name=seccomp,profile=default';
const limits = { MemoryLimit: true, PidsLimit: true };

test.each([
  ['Docker 20.10.24', 'Docker', '20.10.24', { SecurityOptions: [seccomp], ...limits }, true],
  [
    'Docker 20.10.24, userns-remap',
    ...['Docker', '20.10.24'],
    { SecurityOptions: [seccomp, 'name=userns'], ...limits },
    true,
  ],
  [
    'Docker 20.10.24, rootless',
    ...['Docker', '20.10.24'],
    { SecurityOptions: [seccomp, 'name=rootless'], ...limits, CgroupDriver: 'none' },
    false,
  ],
  [
    'Podman 4.3.1, rootless',
    ...['Podman', '4.3.1'],
    { SecurityOptions: [seccomp], Rootless: true, ...limits, CgroupVersion: '1' },
    false,
  ],
  [
    'Docker 28.5.1, rootless',
    ...['Docker', '28.5.1'],
    { SecurityOptions: ['name=rootless'], ...limits, CgroupVersion: '2' },
    true,
  ],
] as const)('an engine is called %s', (wanted, name, version, info, kept) => {
  expect(
    abilitiesOf({ name, version }, { ...info, SecurityOptions: [...info.SecurityOptions] }),
  ).toEqual({
    ...{ name: wanted, limits: kept, isDesktop: false },
    isRootless: wanted.endsWith('rootless'),
  });
});

test('Docker Desktop says that it is', () => {
  const engine = { name: 'Docker', version: '28.5.1' } as const;
  expect(abilitiesOf(engine, { OperatingSystem: 'Docker Desktop' }).isDesktop).toBe(true);
});
