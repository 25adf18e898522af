import { existsSync } from 'node:fs';
import { isBadconnError } from '../harness/errors.ts';
import { aptInstall, findProgram, installer, osRelease } from './apt.ts';
import { locked } from './lock.ts';
import { noSuchBrowser } from './messages.ts';
import { Steps, type Say } from './steps.ts';

// Ubuntu's chromium-browser is a snap, which enters no network namespace and reads no /tmp.
const programs = ['chromium-headless-shell', 'chromium', 'google-chrome-stable', 'google-chrome'];
const debianPackage = 'chromium-headless-shell';

/**
 * A Chromium or Chrome of this machine, as a path: what `BADCONN_BROWSER` names (`none` for no
 * browser), or else the first on the path.
 *
 * @throws MachineError when `BADCONN_BROWSER` names a file that is not there.
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

/** Why there is none, for a test that is skipped without. */
export const noBrowser =
  'no Chromium or Chrome is on this machine: as root on Debian  npx badconn prepare --browser  installs one; BADCONN_BROWSER names one';

/**
 * Installs Debian's Chromium without a window (59 MB) where none is there, as root on Debian.
 * Elsewhere, and where the packages do not come, it says so and leaves it at that: nothing but a few
 * tests needs a browser.
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
