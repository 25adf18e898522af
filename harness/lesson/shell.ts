import type { Lesson } from './lesson.ts';

/** A machine on which a student may open a shell. */
export type ShellRole = 'client' | 'server';

export const hostOf = ({ lab }: Lesson, role: ShellRole): string =>
  role === 'client' ? 'client' : lab.scene.placement.target;

/** A shell whose prompt shows only the role. */
export function shellArgv({ lab }: Lesson, role: ShellRole): string[] {
  const { session } = lab.scene;
  const own = role === 'client' ? session.environment : {};
  const set = { ...own, PS1: `${role}# `, TARGET: session.url };
  return ['env', ...Object.entries(set).map((pair) => pair.join('=')), 'bash', '--norc', '-i'];
}
