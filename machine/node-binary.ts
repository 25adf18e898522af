import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Oldest supported Node, which runs TypeScript without a flag: package.json, engines. */
export const oldestNode = '22.22';

export function isNewEnough(version: string, oldest = oldestNode): boolean {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = oldest.split('.').map(Number);
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}

/** The dev dependency `node`: an official build that needs only glibc. */
export function pinnedNode(): { version: string; path: string } | undefined {
  try {
    const description = createRequire(import.meta.url).resolve('node/package.json');
    const { version } = JSON.parse(readFileSync(description, 'utf8')) as { version: string };
    return { version, path: join(dirname(description), 'bin/node') };
  } catch {
    return undefined;
  }
}

function isGlibc(): boolean {
  const { header } = process.report.getReport() as unknown as {
    header: { glibcVersionRuntime?: string };
  };
  return header.glibcVersionRuntime !== undefined;
}

/** Path of a Node binary of this machine that runs in a Debian image. */
export function nodeBinary(): string | undefined {
  if (process.platform !== 'linux') return undefined;
  const pinned = pinnedNode();
  if (pinned !== undefined && existsSync(pinned.path)) return pinned.path;
  return isNewEnough(process.version) && isGlibc() ? process.execPath : undefined;
}
