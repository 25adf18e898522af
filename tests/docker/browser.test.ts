import { expect, test } from 'vitest';
import { casesOf } from '../../harness/case/case.ts';
import { loadScenarios } from '../../harness/case/registry.ts';
import { openLab } from '../../harness/run/open-lab.ts';
import { urlOf } from '../../harness/topology/place.ts';
import { Browser, browserOrSkip } from '../browser.ts';
import { lanes, seed } from './lanes.ts';

const pool = lanes(1);
const cases = (await loadScenarios()).flatMap(casesOf);

const noHttp = 'Error during WebSocket handshake: net::ERR_INVALID_HTTP_RESPONSE';

/** The words that the documented list quotes, and the cases in which a browser must print them. */
const documented = [
  [
    'protocol/websocket-to-http (status 404)',
    'Error during WebSocket handshake: Unexpected response code: 404',
  ],
  ['protocol/websocket-to-raw-tcp (a server that greets)', noHttp],
  ['protocol/workerman-wrong-scheme (text://)', noHttp],
] as const;

test.for(documented)('in %s a browser says: %s', ([name, words], context) => {
  const program = browserOrSkip(context);
  return pool.use(async (lane) => {
    const one = cases.find((each) => each.label === name);
    if (one === undefined) throw new Error(`no case ${name}`);
    await using open = await openLab(lane, one, { seed });
    const { placement, session } = open;
    await session.apply(one.changes);
    const network = await lane.terminal?.networkOf('client');
    if (network === undefined) return context.skip('the engine is elsewhere, or this is not root');
    await using browser = await Browser.start(program, ['nsenter', `--net=${network}`]);
    // The browser looks up no names: it has the files of this machine, not those of the host.
    const url = urlOf({ ...session.aim, host: placement.addresses['server'] ?? '' });
    const code = `new Promise((over) => new WebSocket('${url}').addEventListener('close', (event) => over(event.code)))`;
    expect(await browser.evaluate(code)).toBe(1006);
    expect(browser.printed).toEqual([`WebSocket connection to '${url}' failed: ${words}`]);
  });
});
