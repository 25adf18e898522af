import { findBrowser } from '../../machine/browser.ts';
import { urlFor, type ClientProgram } from '../../knowledge/client.ts';

/** What it does by itself for its maker: updates, hints, trials, reports. */
const quiet = [
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
  ...['--disable-default-apps', '--disable-extensions', '--disable-field-trial-config'],
  ...['--metrics-recording-only', '--no-default-browser-check', '--no-pings'],
  '--disable-features=OptimizationHints,Translate,MediaRouter,DialMediaRouteProvider',
];

const speaks = { speaks: 'http' } as const;

/**
 * Chromium, or a browser of its kind, that loads a page without a window. It has a profile of its own, in its working
 * folder, and asks nobody else for anything. It says why a page was not loaded, and not which HTTP status it had.
 */
export const chromiumPage: ClientProgram = {
  ...speaks,
  name: 'Chromium',
  patience: 'kernel',
  version: [browser(), '--version'],
  argv: (target) => [
    ...[browser(), '--headless', '--disable-gpu', '--no-first-run', '--user-data-dir=profile'],
    ...quiet,
    // Root has no sandbox of Chromium's.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ...['--dump-dom', urlFor(speaks, target)],
  ],
  says: ({ stderr }) =>
    [...stderr.matchAll(/Page load failed: (net::ERR_\w+)/g)].map(([, error = '']) => error),
};

/** Where there is none, the name under which people look for it. */
function browser(): string {
  return findBrowser() ?? 'chromium';
}
