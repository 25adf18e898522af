import type { CauseFile } from '../cause-file.ts';
import { httpToWebsocket } from './http-to-websocket.ts';
import { websocketToHttp } from './websocket-to-http.ts';

export const causes: readonly CauseFile[] = [websocketToHttp, httpToWebsocket];
