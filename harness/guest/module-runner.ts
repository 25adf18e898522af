/**
 * Runs a module as a diagnoser of its own process: the request on stdin, the answer on stdout. Whatever
 * the module itself prints goes to stderr, its transcript.
 */
import { readFileSync, writeSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const file = process.argv[2] ?? '';
process.stdout.write = process.stderr.write.bind(process.stderr);

const exported = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
const diagnose = exported['diagnose'] ?? exported['default'];
if (typeof diagnose !== 'function') {
  throw new TypeError(`${file} exports no function diagnose(request)`);
}
const answer: unknown = await (diagnose as (request: unknown) => unknown)(
  JSON.parse(readFileSync(0, 'utf8')),
);
writeSync(1, `${JSON.stringify(answer) ?? ''}\n`);
