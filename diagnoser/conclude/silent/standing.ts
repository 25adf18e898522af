import { speaksAgainst, speaksFor, type CauseFile } from '../cause-file.ts';

/** Where the state in the report explains the silence, supports that cause and clears the others. */
export const byWhatStands = (causes: readonly CauseFile[]): CauseFile[] =>
  causes.map((file) => ({
    ...file,
    judge: (facts) => {
      const { panel, reply, rules, standing } = facts;
      if (standing === undefined || reply !== 'silence') return file.judge(facts);
      const discarding =
        panel?.name === undefined || rules?.manager === undefined
          ? 'host-firewall-drop'
          : 'control-panel-firewall';
      const isIt = file.cause === (standing === 'discards' ? discarding : 'accept-queue-full');
      return [...file.judge(facts), speaksFor('standing', isIt), speaksAgainst('standing', !isIt)];
    },
  }));
