import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { style as reportStyle } from '../../harness/report/page/style.ts';
import { vendored } from './vendored.ts';
import { style } from './view/style.ts';

export interface Asset {
  type: string;
  content: Buffer;
}

/** Files of the page, by their paths. */
export type Assets = Readonly<Record<string, Asset>>;

/** The modules of the page's program; the first one imports the others. */
const modules = ['page', 'connection', 'parts', 'terminals'] as const;
const isCheckout = existsSync(new URL('browser/page.ts', import.meta.url));
const types = { js: 'text/javascript', css: 'text/css' };

/** URLs of the libraries that the page's program imports. */
const addresses = { '@xterm/xterm': '/xterm.mjs', '@xterm/addon-fit': '/addon-fit.mjs' };

export async function loadAssets(): Promise<Assets> {
  const from = (name: keyof typeof vendored): URL =>
    isCheckout
      ? new URL(`../../node_modules/${vendored[name]}`, import.meta.url)
      : new URL(`vendor/${name}`, import.meta.url);
  const [xterm, fit, xtermStyle, ...programs] = await Promise.all([
    readFile(from('xterm.mjs')),
    readFile(from('addon-fit.mjs')),
    readFile(from('xterm.css')),
    ...modules.map(moduleOf),
  ]);
  return {
    '/xterm.mjs': { type: types.js, content: xterm },
    '/addon-fit.mjs': { type: types.js, content: fit },
    ...Object.fromEntries(programs),
    '/page.css': {
      type: types.css,
      content: Buffer.from(`${String(xtermStyle)}\n${reportStyle}\n${style}`),
    },
  };
}

/** A module with its path, with imports as a browser resolves them. */
async function moduleOf(name: string): Promise<[path: string, asset: Asset]> {
  const code = isCheckout
    ? await withoutTypes(`${name}.ts`)
    : await readFile(new URL(`browser/${name}.js`, import.meta.url), 'utf8');
  const program = Object.entries(addresses).reduce(
    (text, [wanted, address]) =>
      text.replaceAll(new RegExp(`(['"])${wanted}\\1`, 'g'), `'${address}'`),
    code.replaceAll(/(['"])\.\/([a-z]+)\.ts\1/g, "'./$2.js'"),
  );
  return [`/${name}.js`, { type: types.js, content: Buffer.from(program) }];
}

/** In a checkout: strips the types with a dev dependency. */
async function withoutTypes(file: string): Promise<string> {
  const { transform } = await import('rolldown/utils');
  const source = await readFile(new URL(`browser/${file}`, import.meta.url), 'utf8');
  const { code, errors } = await transform(file, source);
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('\n'));
  return code;
}
