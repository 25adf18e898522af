import { spawnSync } from 'node:child_process';

/** The commit that the folder is at, as git(1) says it; nothing where there is none or no git. */
export function commitHere(): { commit?: string } {
  const { status, stdout } = spawnSync('git', ['rev-parse', '--short=12', 'HEAD'], {
    encoding: 'utf8',
    timeout: 2000,
  });
  const said = (stdout ?? '').trim();
  return status === 0 && /^[0-9a-f]{7,40}$/.test(said) ? { commit: said } : {};
}
