import { decides, type CauseFile } from '../cause-file.ts';

export const descriptorsUsedUp: CauseFile = {
  cause: 'descriptors-used-up',
  prior: 2,
  judge: ({ descriptors }) => [decides('descriptors', descriptors !== undefined)],
  remedy: ({ descriptors }) =>
    descriptors?.of === 'the machine'
      ? {
          action: 'raise-descriptor-limit',
          text: 'All descriptors of this machine are in use (ENFILE). Find the program that has most of them and does not close them; raise fs.file-max where they are needed.',
          commands: ['sysctl fs.file-nr', 'sysctl fs.file-max'],
        }
      : {
          action: 'raise-descriptor-limit',
          text: 'The process of the program has as many descriptors open as it may (EMFILE). See what they are (ls -l /proc/PID/fd, lsof -p PID): connections that it does not close are a fault of the program, and starting it anew helps for a while. Where it needs that many, raise the limit: ulimit -n in the shell that starts it, LimitNOFILE of its systemd unit.',
          commands: ['ulimit -Sn "$(ulimit -Hn)"'],
        },
};
