import { Command } from '@commander-js/extra-typings';

export const causesCommand = new Command('causes')
  .description('every cause: how it looks, how it is told, what mends it')
  .argument('[name]', 'one cause; all by default')
  .option('--json', 'one JSON document')
  .addHelpText(
    'after',
    `
docs/causes.md has the same as a page.
  badconn causes                     every cause, by stage
  badconn causes loopback-bind       one of them`,
  )
  .action(async (name, { json }) => {
    const { stdout } = await import('../harness/output.ts');
    const { widthOf } = await import('../harness/report/look.ts');
    const { allCauses } = await import('../harness/causes/all-causes.ts');
    const { causeText, listText } = await import('./causes/causes-text.ts');
    const all = await allCauses();
    if (name === undefined) {
      if (json) stdout.json(all);
      else stdout.text(listText(all, widthOf(stdout)));
      return;
    }
    const { causeNamed } = await import('../harness/causes/cause-named.ts');
    const known = causeNamed(name, all);
    if (json) stdout.json(known);
    else stdout.text(causeText(known, widthOf(stdout)));
  });
