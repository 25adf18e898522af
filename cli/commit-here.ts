import { spawnSync } from 'node:child_process';

/** The commit of the current folder, as git(1) prints it; empty without git or a repository. */
export function commitHere(): { commit?: string } {
  const { status, stdout } = spawnSync('git', ['rev-parse', '--short=12', 'HEAD'], {
    encoding: 'utf8',
    timeout: 2000,
  });
  const said = (stdout ?? '').trim();
  return status === 0 && /^[0-9a-f]{7,40}$/.test(said) ? { commit: said } : {};
}
