import { BlockList, isIP } from 'node:net';
import type { ProxyWay, Scheme, Target } from '../evidence.ts';
import { entriesFor } from '../no-proxy.ts';
import { namesEndpoint } from '../report/addresses.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Variables that programs read for a scheme, the most common first (curl(1); RFC 6455, 4.1 for ws). */
const variables: Record<Scheme, readonly string[]> = {
  http: ['http_proxy', 'all_proxy'],
  https: ['https_proxy', 'all_proxy'],
  ws: ['https_proxy', 'http_proxy', 'all_proxy'],
  wss: ['https_proxy', 'all_proxy'],
  tcp: [],
};

const defaultPorts: Record<string, number> = { 'http:': 80, 'https:': 443 };
const otherPort = 1080;

/**
 * Proxy of the environment for the target. If there are several, the one in the plain client's error, or else the
 * one that programs read first.
 */
export const proxySetting = (
  target: Target,
  environment: Environment,
  error: string,
): ProxyWay | undefined => {
  const set = variables[target.scheme].flatMap((name) =>
    [name, name.toUpperCase()].flatMap((variable) => wayOf(variable, environment[variable])),
  );
  const named = set.find((way) => namesEndpoint(error, way.host, way.port));
  const way = named ?? ledElsewhere(target, error) ?? set[0];
  if (way === undefined) return undefined;
  const wentThere = namesEndpoint(error, way.host, way.port);
  const exceptedBy = exceptionsFor(target, environment);
  // The lower-case variable takes precedence (curl(1)).
  const isExcepted = exceptedBy.some(
    ({ variable }) => variable === 'no_proxy' || environment['no_proxy'] === undefined,
  );
  if (wentThere || !isExcepted) return { ...way, excepted: false };
  return { ...way, excepted: true, exceptedBy };
};

const exceptionsFor = (
  target: Target,
  environment: Environment,
): NonNullable<ProxyWay['exceptedBy']> =>
  (['no_proxy', 'NO_PROXY'] as const).flatMap((variable) => {
    const entries = (environment[variable] ?? '').split(/[\s,]+/);
    const excepting = entries.filter((entry) => excepts(entry, target));
    const own = entriesFor(target);
    const alone = excepting.every((entry) => own.includes(entry));
    return excepting.length === 0 ? [] : [{ variable, alone }];
  });

/**
 * Proxy-Authorization header with the credentials of the setting (RFC 9110, 11.7.2). They never enter the evidence.
 */
export const loginOf = (way: ProxyWay, environment: Environment): string[] => {
  const login = credentialsOf(way, environment)?.join(':');
  if (login === undefined) return [];
  return [`Proxy-Authorization: Basic ${Buffer.from(login).toString('base64')}`];
};

/** User and password of the setting. They never enter the evidence. */
export const credentialsOf = (
  { variable }: ProxyWay,
  environment: Environment,
): readonly [user: string, password: string] | undefined => {
  const value = variable === undefined ? '' : (environment[variable] ?? '');
  const url = URL.parse(value.includes('://') ? value : `http://${value}`);
  if (url === null || url.username === '') return undefined;
  return [decoded(url.username), decoded(url.password)];
};

/** An invalid `%` sequence in a password is taken literally. */
const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};

/** A proxy may be set outside the environment; an error with another port reveals it. */
const ledElsewhere = (target: Target, error: string): Omit<ProxyWay, 'excepted'> | undefined => {
  const [, host = '', port = ''] = /^connect E\w+ (\S+):(\d{1,5})$/.exec(error) ?? [];
  if (host === '' || Number(port) === target.port) return undefined;
  const shown = host.includes(':') ? `[${host}]` : host;
  return { url: `http://${shown}:${port}`, host, port: Number(port) };
};

const wayOf = (variable: string, value: string | undefined): Omit<ProxyWay, 'excepted'>[] => {
  if (value === undefined || value === '') return [];
  // curl(1) treats a value without a scheme as an HTTP proxy.
  const url = URL.parse(value.includes('://') ? value : `http://${value}`);
  if (url === null || url.hostname === '') return [];
  url.username = '';
  url.password = '';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = Number(url.port) || (defaultPorts[url.protocol] ?? otherPort);
  return [{ variable, url: url.href.replace(/\/$/, ''), host, port }];
};

/** One entry of NO_PROXY: `*`, a domain with its subdomains, an address, or a CIDR block. */
const excepts = (entry: string, { host, port }: Target): boolean => {
  if (entry === '*') return true;
  const [, name = '', onPort = ''] = /^\.?(.*?)(?::(\d+))?$/.exec(entry) ?? [];
  if (name === '' || (onPort !== '' && Number(onPort) !== port)) return false;
  const [network = '', bits] = name.split('/');
  if (bits !== undefined && isIP(network) === 4 && isIP(host) === 4) {
    const block = new BlockList();
    block.addSubnet(network, Math.min(32, Number(bits) || 0));
    return block.check(host);
  }
  return host === name || host.endsWith(`.${name}`);
};
