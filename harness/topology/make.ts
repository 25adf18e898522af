import type { Make, Scheme } from './point.ts';
import type { Service } from './services.ts';
import { http, lines, nginx, webSocket, workerman } from './topology.ts';

const made: Partial<Record<Scheme, (make: Make) => Service>> = {
  ws: (make) => {
    if (make === 'workerman-4') return workerman('websocket', { version: '4' });
    if (make === 'workerman-5') return workerman('websocket');
    return webSocket(make === 'node-400' ? { refusal: '400' } : undefined);
  },
  http: (make) => {
    if (make === 'workerman-4') return workerman('http', { version: '4' });
    if (make === 'workerman-5') return workerman('http');
    return make === 'nginx' ? nginx() : http();
  },
  tcp: (make) => (make.startsWith('workerman') ? workerman('tcp') : lines({ answer: 'done' })),
};

/**
 * The service of a make for a scheme; undefined for a scheme that no axis has. nginx serves HTTP only: for other
 * schemes a Node service is used.
 */
export const serviceOf = (scheme: Scheme, make: Make): Service | undefined => made[scheme]?.(make);
