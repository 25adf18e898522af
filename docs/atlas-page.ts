import { readFileSync } from 'node:fs';
import { clients } from '../knowledge/clients/index.ts';
import { explain } from '../knowledge/explain.ts';
import { signsOf } from '../knowledge/signs.ts';
import { filled } from '../knowledge/words.ts';
import { scenarioLink } from './scenario-link.ts';
import {
  readRecorded,
  wordsFolder,
  type RecordedWords,
  type ClientWords,
} from '../knowledge/record.ts';

const versions = JSON.parse(readFileSync(`${wordsFolder}/versions.json`, 'utf8')) as Record<
  string,
  string
>;

const signs = signsOf();

/** The words are templates, and a person pastes what stands in place of them. */
const values = {
  host: 'shop.example',
  port: '8080',
  number: '31',
  path: '/chat',
  id: '40B7B2C59C7F0000',
};

/** How many causes made a client say these words; many say the same. */
const known = new Map<string, number>();
const causesOf = (words: string, id: string): number => {
  // A time in them: silence lasts, and an answer comes at once.
  const number = /^(?:timeout|unreachable)\//.test(id) ? '3100' : values.number;
  const text = filled(words, { ...values, number });
  const { candidates = [] } = known.has(text) ? {} : (explain(text, signs) ?? {});
  const count = known.get(text) ?? candidates.filter(({ recorded: is }) => is).length;
  known.set(text, count);
  return count;
};

const cell = (said: ClientWords | undefined, id: string): string => {
  if (said === undefined) return '';
  if (said.anyway) return '=';
  if (said.ends === 'exit 0') return '✓';
  return said.says.length === 0 ? '…' : `${causesOf(said.says.join('\n'), id)}`;
};

/** How much each client tells in each case. */
function matrix(recorded: readonly RecordedWords[]): string[] {
  const names = clients.map(({ name }) => name);
  return [
    `| scenario | ${names.join(' | ')} |`,
    `| --- |${' :-: |'.repeat(names.length)}`,
    ...recorded.map(({ id, case: name, clients: said }) => {
      const cells = names.map((client) => cell(said[client], id));
      return `| ${name.replace(id, scenarioLink(id, ''))} | ${cells.join(' | ')} |`;
    }),
    '',
  ];
}

/** Bytes of another protocol that a client printed are shown by their numbers. */
const printable = (line: string): string =>
  line.replaceAll(
    /\p{Cc}/gu,
    (control) => `\\x${control.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );

const asCode = (said: string): string => {
  const line = printable(said);
  return line.includes('`') ? `\`\` ${line} \`\`` : `\`${line.replaceAll('|', '\\|')}\``;
};

/** What one client says, and where; what it says at once stands together. */
function wordsOf(client: string, recorded: readonly RecordedWords[]): string[] {
  const rows = new Map<string, string[]>();
  for (const { id, case: name, clients: said } of recorded) {
    const { says = [], ends = '', anyway } = said[client] ?? {};
    if (ends === 'exit 0' || anyway) continue;
    const words = says.length > 0 ? says.map(asCode).join('<br>') : 'nothing: it waits';
    rows.set(words, [...(rows.get(words) ?? []), name.replace(id, scenarioLink(id, '../'))]);
  }
  const version = versions[client];
  return [
    `## ${client}`,
    '',
    ...(version === undefined ? [] : [`${version}.`, '']),
    '| it says | in |',
    '| --- | --- |',
    ...[...rows].map(([words, names]) => `| ${words} | ${names.join(', ')} |`),
    '',
  ];
}

/** The program of a client: `curl` of `curl -v`. Its clients share a page. */
const programOf = (client: string): string => client.split(' ', 1)[0]?.toLowerCase() ?? client;

const programs = [...Map.groupBy(clients, ({ name }) => programOf(name))];

/** What every client said in every broken network: an index, and a page for each program; by path below docs/. */
export function atlasPages(recorded = readRecorded()): Map<string, string> {
  const index = [
    '# What clients say',
    '',
    `${clients.length} clients of Debian, Node and Chromium in ${recorded.length} cases of scenarios, one after the other, and word for word. These pages are made from \`knowledge/words/\` by \`npm run docs\`; \`npm run atlas\` records all of it anew, \`npx badconn atlas --record <id>\` one scenario. \`npx badconn explain "<message>"\` finds its way back from the words.`,
    '',
    'Names, addresses and numbers that differ from network to network are placeholders: `<host>`, `<port>`, `<number>`. The kernel was set to give up a connection after two seconds in place of two minutes, and to answer each packet by ICMP that it would answer once a second; the words are the same.',
    '',
    '## What each client says',
    '',
    ...programs.map(
      ([program, its]) =>
        `- [${program}](atlas/${program}.md): ${its.map(({ name }) => name).join(', ')}`,
    ),
    '',
    'Go, Java, Firefox, Windows and newer versions of curl were not recorded. `badconn explain` knows them by the words of their documentation and sources, which `knowledge/families/` names.',
    '',
    '## How much each client tells',
    '',
    '✓ it worked. A number: so many causes make it say these very words, so 1 is best. `=` it failed just as it does when nothing is broken, because it speaks another protocol than the server: curl on a WebSocket server, for one. `…` it said nothing, and had not given up after 13 seconds.',
    '',
    ...matrix(recorded),
  ];
  const pages = programs.map(([program, its]): readonly [string, string[]] => [
    `atlas/${program}.md`,
    [
      `# What ${program} says`,
      '',
      'Word for word, in each broken network. [The other clients](../atlas.md)',
      '',
      ...its.flatMap(({ name }) => wordsOf(name, recorded)),
    ],
  ]);
  return new Map(
    [['atlas.md', index] as const, ...pages].map(([path, lines]) => [
      path,
      `${lines.join('\n').trimEnd()}\n`,
    ]),
  );
}
