import type { Documented } from '../family.ts';
import { sources } from './sources.ts';

const winsock = (first: string, ...others: string[]): Documented => ({
  by: 'Windows',
  says: [first, ...others],
  source: sources.windows,
});

/** The texts of Windows in the languages in which people paste them, each from public issue threads. */
const translated = (says: Documented['says'], threads: string): Documented => ({
  by: 'Windows in other languages',
  says,
  source: threads,
});

/** 10061, WSAECONNREFUSED. */
export const refusedByWindows: readonly Documented[] = [
  winsock(
    'No connection could be made because the target machine actively refused it',
    'WSAECONNREFUSED',
    'WinError 10061',
    'os error 10061',
    'SocketException (10061)',
    'Errno 10061',
  ),
  translated(
    [
      'da der Zielcomputer die Verbindung verweigerte',
      'expressément refusée',
      'el equipo de destino denegó expresamente dicha conexión',
      '由于目标计算机积极拒绝，无法连接',
      '目标计算机积极拒绝',
      'конечный компьютер отверг запрос на подключение',
    ],
    'Jackett/Jackett#10704 (fr), dotnet/dotnet-api-docs#9821 (es), totetmatt/GephiStreamer#7 (zh), abbat/ydcmd#22 (ru)',
  ),
];

/** 10060, WSAETIMEDOUT. */
export const timedOutByWindows: readonly Documented[] = [
  winsock(
    'did not properly respond after a period of time',
    'WSAETIMEDOUT',
    'WinError 10060',
    'os error 10060',
    'SocketException (10060)',
    'Errno 10060',
    'TimeoutError(10060',
  ),
  translated(
    [
      'da die Gegenstelle nach einer bestimmten Zeitspanne nicht richtig reagiert hat',
      'weil die Gegenstelle nach einer bestimmten Zeitspanne nicht ordnungsgemäß reagiert hat',
      'Une tentative de connexion a échoué car le parti connecté',
      'ya que la parte conectada no respondió adecuadamente tras un periodo de tiempo',
      '由于连接方在一段时间后没有正确答复或连接的主机没有反应',
      'за требуемое время не получен нужный отклик',
    ],
    'biolab/orange3-text#182 (zh); public sources that match these texts',
  ),
];

/** 10054, WSAECONNRESET; 10053, WSAECONNABORTED. */
export const lostByWindows: readonly Documented[] = [
  winsock(
    'An existing connection was forcibly closed by the remote host',
    'WSAECONNRESET',
    'WinError 10054',
    'os error 10054',
    'SocketException (10054)',
    'Errno 10054',
    'ConnectionResetError(10054',
    'An established connection was aborted by the software in your host machine',
    'WSAECONNABORTED',
    'WinError 10053',
    'os error 10053',
    'Errno 10053',
  ),
  translated(
    [
      'Eine vorhandene Verbindung wurde vom Remotehost geschlossen',
      'Une connexion existante a dû être fermée par',
      'Se ha forzado la interrupción de una conexión existente',
      '远程主机强迫关闭了一个现有的连接',
      '你的主机中的软件中止了一个已建立的连接',
      'Удаленный хост принудительно разорвал существующее подключение',
    ],
    'public sources that match these texts, of netty, requests and asyncio on Windows',
  ),
];

/** 10065, WSAEHOSTUNREACH; 10051, WSAENETUNREACH; 10013, WSAEACCES. */
export const unreachableByWindows: readonly Documented[] = [
  winsock(
    'A socket operation was attempted to an unreachable host',
    'A socket operation was attempted to an unreachable network',
    'WSAEHOSTUNREACH',
    'WSAENETUNREACH',
    'WinError 10065',
    'os error 10065',
    'WinError 10051',
    'os error 10051',
    'SocketException (10065)',
    'SocketException (10051)',
  ),
  translated(
    ['套接字操作尝试一个无法连接的主机', '向一个无法连接的网络尝试了一个套接字操作'],
    'public sources that match these texts, of requests and .NET on Windows',
  ),
];

/** 10048, WSAEADDRINUSE, which a connect() says as well when no local port is left. */
export const unavailableByWindows: readonly Documented[] = [
  winsock(
    'Only one usage of each socket address (protocol/network address/port) is normally permitted',
    'Only one usage of each socket address',
    'WSAEADDRINUSE',
    'WinError 10048',
    'os error 10048',
    'SocketException (10048)',
    'Errno 10048',
    'WSAENOBUFS',
    'WinError 10055',
  ),
  translated(
    [
      'Normalerweise darf jede Socketadresse',
      'Une seule utilisation de chaque adresse de socket',
      '通常每个套接字地址(协议/网络地址/端口)只允许使用一次',
      'Обычно разрешается только одно использование адреса сокета',
    ],
    'public sources that match these texts, of uvicorn, Go and .NET on Windows',
  ),
];
