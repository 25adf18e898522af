import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { say } from '../../harness/output.ts';
import type { Settings } from '../../vocabulary/index.ts';

type SettingName = Exclude<keyof Settings, '$schema'>;

/** The commands that have a setting, and the option it stands for. */
export const takers: Readonly<
  Record<SettingName, { option: string; commands: readonly string[] }>
> = {
  diagnoser: { option: 'diagnoser', commands: ['run', 'hunt'] },
  scenarios: {
    option: 'scenarios',
    commands: [...['run', 'hunt', 'list', 'exec', 'play', 'lesson', 'handout', 'client', 'serve']],
  },
  engine: {
    option: 'engine',
    commands: ['run', 'hunt', 'exec', 'play', 'client', 'doctor', 'prepare'],
  },
  deadlineMs: { option: 'deadline', commands: ['run', 'hunt'] },
  jobs: { option: 'jobs', commands: ['run', 'hunt'] },
  seed: { option: 'seed', commands: ['run'] },
  vantage: { option: 'vantage', commands: ['run'] },
  expectations: { option: 'expectations', commands: ['run'] },
  out: { option: 'out', commands: ['run'] },
  html: { option: 'html', commands: ['run'] },
  junit: { option: 'junit', commands: ['run'] },
  markdown: { option: 'markdown', commands: ['run'] },
};

/**
 * Sets options that are not on the command line from the settings of the project, and names them on stderr.
 *
 * @throws UsageError `USAGE_CONFIG`, as `readSettings` says.
 */
export async function applySettings(command: CommandUnknownOpts, folder?: string): Promise<void> {
  const known = Object.values(takers).some(({ commands }) => commands.includes(command.name()));
  if (!known) return;
  const { readSettings } = await import('./read-settings.ts');
  const found = await readSettings(folder);
  if (found === undefined) return;
  const told: string[] = [];
  for (const [setting, { option, commands }] of Object.entries(takers)) {
    const value = found.settings[setting as SettingName];
    const isSaid = command.getOptionValueSource(option) === 'cli';
    if (value === undefined || isSaid || !commands.includes(command.name())) continue;
    command.setOptionValueWithSource(option, String(value), 'config');
    told.push(`--${option} ${value}`);
  }
  if (told.length > 0) say(`${found.from}: ${told.join(' ')}`);
}
