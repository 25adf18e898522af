import { Command } from '@commander-js/extra-typings';

export const reportCommand = new Command('report')
  .description('write one or several kept runs as HTML, JUnit XML, Markdown or JSON')
  .argument('<run...>', 'folders of  badconn run --out , or the events.jsonl in them')
  .option('--format <which>', 'terminal, json, junit, markdown or html', 'terminal')
  .option('--out <file>', 'write there instead of to stdout')
  .addHelpText(
    'after',
    `
  badconn run --out runs/mine                                    a run to report on
  badconn report runs/mine                                       the scorecard of the run, again
  badconn report runs/mine runs/yours --format html --out page.html
                                                                 diagnosers side by side, with packets
  badconn report runs/mine --format markdown >> "$GITHUB_STEP_SUMMARY"
  badconn report runs/mine --format junit --out junit.xml        for GitLab, Jenkins, GitHub actions

Exit codes: 0 written (whatever the verdicts are), 2 wrong use, 5 the output could not be written.`,
  )
  .action(async (runs, options) => {
    const { reportRuns } = await import('./report-runs.ts');
    await reportRuns(runs, options);
  });

export type ReportFlags = ReturnType<typeof reportCommand.opts>;
