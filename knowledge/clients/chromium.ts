import { urlFor, type PageClient, type Printed } from '../client.ts';

/** The console of the page, which shows more than the page itself can learn. */
const said = ({ stdout }: Printed): string[] => stdout.split('\n').filter((line) => line !== '');

const webSocket = { speaks: 'websocket' } as const;
const http = { speaks: 'http' } as const;

export const chromiumWebSocket: PageClient = {
  ...webSocket,
  name: 'Chromium WebSocket',
  patience: 'kernel',
  page: (target) => `new Promise((done) => {
    const socket = new WebSocket(${JSON.stringify(urlFor(webSocket, target))});
    socket.onopen = () => socket.send('hello');
    socket.onmessage = () => done(true);
    socket.onclose = () => done(false);
  })`,
  says: said,
};

export const chromiumFetch: PageClient = {
  ...http,
  name: 'Chromium fetch',
  patience: 'kernel',
  page: (target) => {
    const url = JSON.stringify(urlFor(http, target));
    return `fetch(${url}, { mode: 'no-cors' }).then(() => true, () => false)`;
  },
  says: said,
};
