import type { Client } from '../client.ts';
import { chromiumFetch, chromiumWebSocket } from './chromium.ts';
import { curlInHaste, curlInScripts, curlVerbose } from './curl.ts';
import { netcatInHaste, netcatProbe } from './netcat.ts';
import { nodeFetch, nodeHttp, nodeNet, nodeWs } from './node.ts';
import { openssl } from './openssl.ts';
import { phpFileGetContents, phpFsockopen, phpStream } from './php.ts';
import { pythonSocket, pythonUrllib } from './python.ts';
import { wget } from './wget.ts';

/** The clients of the atlas, in the order of its columns. */
export const clients: readonly Client[] = [
  ...[chromiumWebSocket, chromiumFetch],
  ...[nodeWs, nodeFetch, nodeHttp, nodeNet],
  ...[curlInScripts, curlVerbose, curlInHaste, wget],
  ...[netcatProbe, netcatInHaste],
  ...[pythonUrllib, pythonSocket],
  ...[phpFileGetContents, phpFsockopen, phpStream],
  openssl,
];
