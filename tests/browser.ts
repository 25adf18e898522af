import type { TestContext } from 'vitest';
import { findBrowser, noBrowser } from '../machine/browser.ts';

export { Browser, onLoopback } from '../cli/browser.ts';

/** The browser of this machine; where there is none the test is skipped, and says why. */
export const browserOrSkip = ({ skip }: TestContext): string => findBrowser() ?? skip(noBrowser);
