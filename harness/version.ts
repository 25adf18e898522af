import { readFileSync } from 'node:fs';

/** package.json is one folder up in a checkout, two in dist/. */
const places = ['../package.json', '../../package.json'];

function read(): string {
  for (const place of places) {
    try {
      const text = readFileSync(new URL(place, import.meta.url), 'utf8');
      return (JSON.parse(text) as { version: string }).version;
    } catch {
      continue;
    }
  }
  throw new Error('package.json is missing from the package');
}

export const version = read();
