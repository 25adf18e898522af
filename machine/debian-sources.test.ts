import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { aptSettings, debianSources } from './debian-sources.ts';
import { temporaryFolder } from './fake-engine.fixture.ts';

function apt(files: Record<string, string>) {
  const folder = temporaryFolder();
  mkdirSync(join(folder.path, 'sources.list.d'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder.path, name), text);
  return folder;
}

test('deb822 stanzas become one line for each suite', () => {
  using folder = apt({
    'sources.list.d/debian.sources': `Types: deb deb-src
# a comment
URIs: http://mirror.test/debian
Suites: bookworm bookworm-updates bookworm-backports
Components: main contrib
Signed-By: /usr/share/keyrings/debian.gpg

Types: deb
URIs: http://mirror.test/security
Suites: bookworm-security
Components: main
Signed-By:
 -----BEGIN PGP PUBLIC KEY BLOCK-----

Types: deb
Enabled: no
URIs: http://off.test/debian
Suites: bookworm
Components: main
`,
  });
  expect(debianSources('bookworm', folder.path)).toEqual([
    'deb [signed-by=/usr/share/keyrings/debian.gpg] http://mirror.test/debian bookworm main contrib',
    'deb [signed-by=/usr/share/keyrings/debian.gpg] http://mirror.test/debian bookworm-updates main contrib',
    'deb http://mirror.test/security bookworm-security main',
  ]);
});

test('one-line sources keep their options; others’ repositories are left out', () => {
  using folder = apt({
    'sources.list': `# deb http://off.test/debian bookworm main
deb [arch=amd64 trusted=yes] http://mirror.test/debian bookworm main # a comment
deb-src http://mirror.test/debian bookworm main
deb http://mirror.test/security bullseye/updates main`,
    'sources.list.d/docker.list': 'deb https://docker.test/linux/debian bookworm stable',
    'sources.list.d/node.list': 'deb https://node.test nodistro main',
    'sources.list.d/old.list.disabled': 'deb http://off.test/debian bookworm main',
  });
  expect(debianSources('bookworm', folder.path)).toEqual([
    'deb [arch=amd64 trusted=yes] http://mirror.test/debian bookworm main',
  ]);
  expect(debianSources('bullseye', folder.path)).toEqual([
    'deb http://mirror.test/security bullseye/updates main',
  ]);
});

test('only settings that say how to reach a mirror are taken over', () => {
  const dump = `Acquire "";
Acquire::Check-Valid-Until "false";
Acquire::Languages "none";
Acquire::http::Proxy "http://proxy.test:3128";
Acquire::https::CaInfo "/etc/ssl/own.pem";
Acquire::https "";
Acquire::IndexTargets::deb::Packages::Optional "0";`;
  expect(aptSettings(dump)).toEqual([
    'Acquire::Check-Valid-Until "false"',
    'Acquire::http::Proxy "http://proxy.test:3128"',
    'Acquire::https::CaInfo "/etc/ssl/own.pem"',
  ]);
});
