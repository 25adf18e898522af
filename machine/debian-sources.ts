import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * How this machine reaches Debian's packages, for mmdebstrap: mirrors (sources.list(5)) and apt settings
 * (apt.conf(5)). Third-party repositories are left out: their packages are not needed, and their keys are not in the
 * image.
 */

interface AptSource {
  options: string[];
  uri: string;
  suite: string;
  components: string[];
}

const isOfRelease = (suite: string, codename: string): boolean =>
  new RegExp(`^${codename}([-/](updates|security))?(/updates)?$`).test(suite);

/** One-line style: `deb [option=value] uri suite component…`. */
function oneLine(text: string): AptSource[] {
  return text.split('\n').flatMap((line) => {
    const match = /^\s*deb\s+(?:\[(?<options>[^\]]*)\]\s+)?(?<rest>[^#]+)/.exec(line);
    const [uri, suite, ...components] = match?.groups?.['rest']?.trim().split(/\s+/) ?? [];
    if (uri === undefined || suite === undefined) return [];
    const options = match?.groups?.['options']?.split(/\s+/).filter(Boolean) ?? [];
    return [{ options, uri, suite, components }];
  });
}

/** deb822 style: stanzas of `Field: value`. An inline key is left to the machine's keyrings. */
function deb822(text: string): AptSource[] {
  return text.split(/\n\s*\n/).flatMap((stanza) => {
    const fields = new Map<string, string[]>();
    for (const line of stanza.split('\n')) {
      const match = /^([\w-]+):\s*(.*)$/.exec(line);
      if (match !== null) fields.set(match[1]?.toLowerCase() ?? '', match[2]?.split(/\s+/) ?? []);
    }
    const field = (name: string): string[] => (fields.get(name) ?? []).filter(Boolean);
    const off = ['no', 'false', '0', 'off'].includes(field('enabled')[0]?.toLowerCase() ?? '');
    if (off || !field('types').includes('deb')) return [];
    const key = field('signed-by')[0];
    const options = key?.startsWith('/') ? [`signed-by=${key}`] : [];
    return field('uris').flatMap((uri) =>
      field('suites').map((suite) => ({ options, uri, suite, components: field('components') })),
    );
  });
}

/** Lines in one-line style for the given release, from a folder like /etc/apt. */
export function debianSources(codename: string, apt = '/etc/apt'): string[] {
  const folder = join(apt, 'sources.list.d');
  const files = [
    join(apt, 'sources.list'),
    ...(existsSync(folder)
      ? readdirSync(folder)
          .sort()
          .map((name) => join(folder, name))
      : []),
  ];
  const sources = files
    .filter((file) => /\.(list|sources)$/.test(file) && existsSync(file))
    .flatMap((file) => {
      const text = readFileSync(file, 'utf8');
      return file.endsWith('.list') ? oneLine(text) : deb822(text);
    });
  const lines = sources
    .filter(({ suite, components }) => isOfRelease(suite, codename) && components.includes('main'))
    .map(({ options, uri, suite, components }) =>
      [
        'deb',
        ...(options.length > 0 ? [`[${options.join(' ')}]`] : []),
        uri,
        suite,
        ...components,
      ].join(' '),
    );
  return [...new Set(lines)];
}

const reach = /^Acquire::(https?|Check-|Retries|ForceIPv|Max-ValidTime)/i;

/** Settings for reaching the mirrors, from the output of apt-config(8) dump. */
export const aptSettings = (dump: string): string[] =>
  dump
    .split('\n')
    .map((line) => line.trim().replace(/;$/, ''))
    .filter((line) => reach.test(line) && !line.endsWith('""'));

export const machineAptSettings = (): string[] =>
  aptSettings(execFileSync('apt-config', ['dump', 'Acquire'], { encoding: 'utf8' }));
