import { shell, type Step } from './change.ts';

/** Sets a kernel parameter of a host's network namespace (sysctl(8)). */
export const setSysctl = (on: string, name: string, value: string): Step => ({
  kind: 'run',
  on,
  argv: ['sysctl', '-q', '-w', `${name}=${value}`],
});

const file = '/etc/sysctl.conf';

/** Writes a kernel parameter to sysctl.conf(5) and loads it from there. */
export const keepSysctl = (on: string, name: string, value: string): Step => {
  const line = `${name} = ${value}`;
  const keep = `grep -qsx '${line}' ${file} || echo '${line}' >> ${file}`;
  return shell(on, `{ ${keep}; } && sysctl -q -p`);
};

/** Removes the line from sysctl.conf(5) and restores the usual value. */
export const dropSysctl = (on: string, name: string, usual: string): Step =>
  shell(on, `sed -i '/^${name} = /d' ${file} && sysctl -q -w '${name}=${usual}'`);
