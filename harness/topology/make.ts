import type { Make, Scheme } from './point.ts';
import type { Service } from './services.ts';
import { http, lines, webSocket, workerman } from './topology.ts';

const made: Partial<Record<Scheme, (make: Make) => Service>> = {
  ws: (make) => {
    if (make === 'workerman-4') return workerman('websocket', { version: '4' });
    if (make === 'workerman-5') return workerman('websocket');
    return webSocket(make === 'node-400' ? { refusal: '400' } : undefined);
  },
  http: (make) => {
    if (make === 'workerman-4') return workerman('http', { version: '4' });
    return make === 'workerman-5' ? workerman('http') : http();
  },
  tcp: (make) => (make.startsWith('workerman') ? workerman('tcp') : lines({ answer: 'done' })),
};

/** The service that speaks a scheme, of a make; undefined of a scheme that no axis has. */
export const serviceOf = (scheme: Scheme, make: Make): Service | undefined => made[scheme]?.(make);
