import { existsSync } from 'node:fs';
import { isBadconnError } from '../harness/errors.ts';
import { aptInstall, findProgram, installer, osRelease } from './apt.ts';
import { locked } from './lock.ts';
import { noSuchBrowser } from './messages.ts';
import { Steps, type Say } from './steps.ts';

// Not Ubuntu's chromium-browser: as a snap it can neither enter a network namespace nor read /tmp.
const programs = ['chromium-headless-shell', 'chromium', 'google-chrome-stable', 'google-chrome'];
const debianPackage = 'chromium-headless-shell';

/**
 * Path of a Chromium or Chrome on this machine: the one that `BADCONN_BROWSER` names (`none` for no browser),
 * otherwise the first on the PATH.
 *
 * @throws MachineError if `BADCONN_BROWSER` names a missing file.
 */
export function findBrowser(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const chosen = env['BADCONN_BROWSER'];
  if (chosen === 'none') return undefined;
  if (chosen && !existsSync(chosen)) throw noSuchBrowser(chosen);
  if (chosen) return chosen;
  return programs
    .map((program) => findProgram(program, env['PATH']))
    .find((file) => file !== undefined && !file.startsWith('/snap/'));
}

/** Reason for skipping a test that needs a browser. */
export const noBrowser =
  'no Chromium or Chrome is on this machine: as root on Debian  npx badconn prepare --browser  installs one; BADCONN_BROWSER names one';

/**
 * Installs Debian's headless Chromium (59 MB) if there is no browser, as root on Debian. On other machines, or if the
 * packages cannot be fetched, it says so and returns: only a few tests need a browser.
 */
export async function prepareBrowser(say: Say, signal?: AbortSignal): Promise<void> {
  if (process.env['BADCONN_BROWSER'] === 'none' || findBrowser() !== undefined) return;
  if (osRelease()['ID'] !== 'debian' || !installer().root)
    return say(`Without a browser: ${noBrowser}.`);
  const steps = new Steps(say);
  const install = (): Promise<void> =>
    steps.step("Installing a browser for the tests from Debian's packages", 'browser', () =>
      aptInstall([debianPackage], signal),
    );
  try {
    await locked('badconn-prepare', install, { signal });
    steps.close();
  } catch (error) {
    if (!isBadconnError(error)) throw error;
    say(`Without a browser, the tests that need one are skipped: ${error.message}`);
  }
}
