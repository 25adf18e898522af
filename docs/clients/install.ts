import { mkdir, readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { archive, archiveOf, joined } from '../../harness/guest/archive.ts';
import { packageImage } from '../../machine/package-image.ts';
import { packages, serversImage } from './ordinary.ts';

const folder = fileURLToPath(new URL('../../fixtures/ordinary-clients', import.meta.url));
const servers = ['postgresql', 'mariadb-server', 'mosquitto'];
/** Python packages of the lab's Debian, with what they import that a Python has not by itself. */
const pythonPackages = [
  ...['python3-requests', 'python3-urllib3', 'python3-chardet', 'python3-certifi', 'python3-idna'],
  ...['python3-six', 'python3-websockets'],
];

/** Installs the packages of clients, and resolves to a tar archive of them. */
export async function clientPackages(): Promise<Buffer> {
  await execa('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder, stdout: 2 });
  const out = `${folder}/node_modules/.python`;
  await mkdir(out, { recursive: true });
  await execa('apt-get', ['download', '-q', ...pythonPackages], { cwd: out, stdout: 2 });
  await execa('sh', ['-c', 'for file in *.deb; do dpkg-deb -x "$file" .; done'], { cwd: out });
  const python = await archive(`${out}/usr/lib/python3/dist-packages`, undefined, 'python/');
  const own = await archive(folder, (path) => !path.startsWith('node_modules/.python/'));
  return joined(own, python);
}

const dockerfile = `FROM ${serversImage}-base
COPY packages ${packages}
RUN mkdir -p /etc/lab && echo 'host all all 0.0.0.0/0 trust' > /etc/lab/pg_hba.conf
`;

/** Makes the image of the servers of Debian that the lab's own does not have. */
export async function serverImage(say: (line: string) => void): Promise<void> {
  const isOwn = (path: string): boolean => !path.startsWith('node_modules/.python/');
  const recipe = await archiveOf([{ name: 'Dockerfile', content: Buffer.from(dockerfile) }]);
  const context = joined(recipe, await archive(folder, isOwn, 'packages/'));
  await packageImage(serversImage, servers, context, say);
}

/** Of the packages that clients are, as they were installed. */
export async function packageVersions(): Promise<string[]> {
  const read = async (file: string): Promise<{ packages: Record<string, Package> }> =>
    JSON.parse(await readFile(`${folder}/${file}`, 'utf8'));
  const { packages: all } = await read('package-lock.json');
  const ofNode = Object.keys(all['']?.dependencies ?? {}).map(
    (name) => `${name} ${all[`node_modules/${name}`]?.version}`,
  );
  // `python3-requests_2.28.1+dfsg-1_all.deb`
  const debs = await readdir(`${folder}/node_modules/.python`);
  const ofPython = debs.flatMap((deb) => {
    const [, name, version] = /^(python3-(?:requests|websockets))_([\d.]+)/.exec(deb) ?? [];
    return name === undefined ? [] : [`${name} ${version}`];
  });
  return [...ofNode, ...ofPython];
}

interface Package {
  version: string;
  dependencies?: Record<string, string>;
}
