import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { settingsSchema, type Settings } from '../../vocabulary/index.ts';
import {
  checked,
  parsed,
  readTextOf,
  type DocumentKind,
} from '../../harness/documents/read-document.ts';
import { UsageError } from '../../harness/errors.ts';

const kind: DocumentKind = {
  name: 'a configuration of badconn',
  schema: settingsSchema,
  code: 'USAGE_CONFIG',
  next: 'write { "diagnoser": "cmd:./mine", "engine": "docker", "html": "out/page.html" }, or see vocabulary/schemas/1/config.json',
};

const ownFile = 'badconn.config.json';
const manifest = 'package.json';

export interface FoundSettings {
  /** File of the settings, for messages. */
  from: string;
  settings: Settings;
}

/**
 * The settings of the folder in which badconn is run: its badconn.config.json, or the key badconn of its
 * package.json. Paths in them are relative to that folder.
 *
 * @throws UsageError `USAGE_CONFIG` for an invalid document, and if both exist.
 */
export async function readSettings(folder = '.'): Promise<FoundSettings | undefined> {
  const [ownPath, manifestPath] = [join(folder, ownFile), join(folder, manifest)];
  const own = existsSync(ownPath)
    ? parsed(await readTextOf(ownPath, kind), ownFile, kind)
    : undefined;
  const inManifest = existsSync(manifestPath) ? await keyOfManifest(manifestPath) : undefined;
  if (own !== undefined && inManifest !== undefined) {
    throw new UsageError({
      code: kind.code,
      what: `${ownFile} and the key badconn of ${manifest} are both there; allowed is one of them.`,
      next: `remove the key badconn from ${manifest}`,
    });
  }
  const from = own === undefined ? `the key badconn of ${manifest}` : ownFile;
  const document = own ?? inManifest;
  if (document === undefined) return undefined;
  return { from, settings: await checked<Settings>(document, from, kind) };
}

/** An unreadable package.json is ignored: npm reports it. */
async function keyOfManifest(file: string): Promise<unknown> {
  try {
    const all = JSON.parse(await readTextOf(file, kind)) as { badconn?: unknown } | null;
    return all?.badconn;
  } catch {
    return undefined;
  }
}
