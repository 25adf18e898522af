import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { style as reportStyle } from '../../harness/report/page/style.ts';
import { vendored } from './vendored.ts';
import { style } from './view/style.ts';

export interface Asset {
  type: string;
  content: Buffer;
}

/** Files that a page asks for, by their paths. */
export type Assets = Readonly<Record<string, Asset>>;

const source = new URL('browser/page.ts', import.meta.url);
const types = { js: 'text/javascript', css: 'text/css' };

/** Where the browser finds what the program of the page imports. */
const addresses = { '@xterm/xterm': '/xterm.mjs', '@xterm/addon-fit': '/addon-fit.mjs' };

export async function loadAssets(): Promise<Assets> {
  const isCheckout = existsSync(source);
  const from = (name: keyof typeof vendored): URL =>
    isCheckout
      ? new URL(`../../node_modules/${vendored[name]}`, import.meta.url)
      : new URL(`vendor/${name}`, import.meta.url);
  const [xterm, fit, xtermStyle, page] = await Promise.all([
    readFile(from('xterm.mjs')),
    readFile(from('addon-fit.mjs')),
    readFile(from('xterm.css')),
    isCheckout ? withoutTypes() : readFile(new URL('browser/page.js', import.meta.url), 'utf8'),
  ]);
  const program = Object.entries(addresses).reduce(
    (code, [name, address]) => code.replaceAll(new RegExp(`(['"])${name}\\1`, 'g'), `'${address}'`),
    page,
  );
  return {
    '/xterm.mjs': { type: types.js, content: xterm },
    '/addon-fit.mjs': { type: types.js, content: fit },
    '/page.js': { type: types.js, content: Buffer.from(program) },
    '/page.css': {
      type: types.css,
      content: Buffer.from(`${String(xtermStyle)}\n${reportStyle}\n${style}`),
    },
  };
}

/** In a checkout: the types are taken off by a dev dependency. */
async function withoutTypes(): Promise<string> {
  const { transform } = await import('rolldown/utils');
  const { code, errors } = await transform('page.ts', await readFile(source, 'utf8'));
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('\n'));
  return code;
}
