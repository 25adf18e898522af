import type { SignOfLife } from '../evidence.ts';
import { isAnswer } from './answer.ts';
import { patience } from './patience.ts';

/**
 * Probes for signs of life, started beside an unanswered SYN. `signs` grows; `stop` ends open probes; `heard`
 * settles once something has answered, or every probe has had its time.
 */
export interface LifeWatch {
  signs: SignOfLife[];
  /** Settles with the round trip of the first answer in ms; never rejects. */
  first: Promise<number>;
  heard: Promise<unknown>;
  stop: () => void;
}

const sshPort = 22;
/** First port of traceroute(8): usually nothing listens there. */
const closedUdpPort = 33434;
/** Least time in ms for each probe: on a busy machine, probes may start late beside a SYN that is given up now. */
const fairMs = 300;

/**
 * Sends a datagram to a closed UDP port, which a live machine answers with ICMP port unreachable, and a SYN to the
 * port that most servers have open.
 */
export const watchForLife = (address: string, targetPort: number): LifeWatch => {
  const signs: SignOfLife[] = [];
  const { promise: first, resolve } = Promise.withResolvers<number>();
  const { promise: allRefused, resolve: refused } = Promise.withResolvers<void>();
  const stops: (() => void)[] = [];
  const started = performance.now();
  let stopped = false;
  const port = closedUdpPort + Math.floor(Math.random() * 90);
  const note = (means: SignOfLife['means'], onPort: number, code: string): void => {
    const afterMs = Math.round((performance.now() - started) * 10) / 10;
    signs.push({ means, port: onPort, code, afterMs });
    if (isAnswer(code)) resolve(afterMs);
    else if (!stopped && open.size === 0) refused();
  };
  const open = new Map<string, () => void>();
  const asked: Promise<void>[] = [];
  const question = (): (() => void) => {
    const { promise, resolve: over } = Promise.withResolvers<void>();
    asked.push(promise);
    return () => {
      const waiting = patience(fairMs, over);
      stops.push(() => waiting.end());
    };
  };
  open.set('udp', () => note('udp', port, 'silence'));

  const askByUdp = question();
  void import('node:dgram').then(({ createSocket }) => {
    if (stopped) return;
    const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (open.delete('udp')) note('udp', port, error.code ?? error.message);
    });
    askByUdp();
    // A connect that fails, as to a link-local address without its interface, is told here, and not by 'error'.
    socket.connect(port, address, (error?: Error) => {
      if (error === undefined) socket.send('badconn');
      else socket.emit('error', error);
    });
    stops.push(() => socket.close());
  });

  if (targetPort !== sshPort) {
    open.set('tcp', () => note('tcp', sshPort, 'silence'));
    const askByTcp = question();
    void import('node:net').then(({ connect }) => {
      if (stopped) return;
      askByTcp();
      const socket = connect({ host: address, port: sshPort });
      const end = (code: string): void => {
        if (open.delete('tcp')) note('tcp', sshPort, code);
      };
      socket.on('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.message));
      socket.once('connect', () => {
        end('connected');
        socket.resetAndDestroy();
      });
      stops.push(() => socket.destroy());
    });
  }

  return {
    signs,
    first,
    heard: Promise.race([first, allRefused, Promise.all(asked)]),
    stop: () => {
      if (stopped) return;
      stopped = true;
      for (const silent of open.values()) silent();
      for (const end of stops) end();
    },
  };
};
