import type { CauseFile } from '../cause-file.ts';
import { httpToWebsocket } from './http-to-websocket.ts';
import { websocketToHttp } from './websocket-to-http.ts';
import { websocketToRawTcp } from './websocket-to-raw-tcp.ts';
import { workermanWrongScheme } from './workerman-wrong-scheme.ts';

export const causes: readonly CauseFile[] = [
  websocketToHttp,
  httpToWebsocket,
  websocketToRawTcp,
  workermanWrongScheme,
];
