import { isIP } from 'node:net';
import type { Evidence } from '../evidence.ts';
import { ofTheClient } from '../observe/of-the-client.ts';
import { ofTheReport } from '../observe/of-the-report.ts';
import type { Identifying } from '../observe/observation.ts';
import { pageOf } from '../observe/pages.ts';
import { addressScrubber } from './addresses.ts';

/** Kinds of the fields, as the observations declare them. */
const identifying = new Map<string, Identifying>(
  [...ofTheClient, ...ofTheReport].flatMap(({ identifies }) => Object.entries(identifies)),
);

/** Headers that do not identify the owner of a server; verdicts depend on them. */
const tellingHeaders =
  /^(server|via|connection|upgrade|content-(type|length)|sec-websocket-.*|x-cache.*|x-powered-by|retry-after|age|cf-cache-status|proxy-.*)$/;

/** Very common programs, whose names are kept. Others are numbered. */
const commonPrograms =
  /^(node|python[\d.]*|php[\d.]*(-fpm)?|ruby|java|nginx|apache2|httpd|caddy|haproxy|envoy|traefik|squid|dnsmasq|named|unbound|systemd.*|sshd.*|docker-proxy|dockerd|containerd.*|mysqld|mariadbd|postgres|redis-server|memcached|fail2ban.*|firewalld|cron|init|sh|bash|tini|ps|ss)$/;

/** Words of a banner that identify the protocol. */
const protocolWords =
  /\b(HTTP|SSH|SMTP|ESMTP|FTP|POP3|IMAP|OK|ERR|ERROR|RFB|PONG|DENIED|NOAUTH|NOTICE|AUTH|Upgrade|Required|Bad|Request|Not|Found|websocket|close|Connection|Content|Type|Length|text|html|plain|charset|utf|Workerman|workerman)\b/;

const addressOrNetwork =
  /(?<![\w.:])([\da-f]*:[\da-f:.]*[\da-f:](?![\w:])|\d+\.\d+\.\d+\.\d+(?!\w|\.\d))(?:\/(\d{1,3})\b)?/gi;
const hardwareAddress = /\b[\da-f]{2}(?::[\da-f]{2}){5}\b/gi;
/** Domain names, also after the asterisk of a certificate. */
const domainName =
  /(?<![\w-]|(?<!\*)\.)(?:[a-z0-9_](?:[\w-]*[a-z0-9])?\.)+[a-z][a-z-]*[a-z]\.?(?![\w-])/gi;

/** Path segments that identify the program; verdicts depend on these. */
const usualSegment = /^(|socket\.io)$/;

/** An administrator's words in a rule, as iptables(8) and nft(8) print them; what kube-proxy says of a service. */
const words = /((?:comment|prefix) )"(?:[^"\\]|\\.)*?( has no endpoints)?"/g;

/** Numbers things by first occurrence. */
const numbered = (name: (number: number) => string): ((thing: string) => string) => {
  const met = new Map<string, string>();
  return (thing) => {
    const known = met.get(thing) ?? name(met.size + 1);
    met.set(thing, known);
    return known;
  };
};

const maskWord = (word: string): string =>
  protocolWords.test(word) ? word : word.replaceAll(/[a-z]/g, 'x').replaceAll(/[A-Z]/g, 'X');

/** Masks words; messages of known programs stay, since verdicts depend on them. */
const masked = (said: string): string => {
  const known = pageOf(said)?.words;
  const mask = (part: string): string => part.replaceAll(/[A-Za-z]+/g, maskWord);
  if (known === undefined) return mask(said);
  const start = said.indexOf(known);
  return `${mask(said.slice(0, start))}${known}${mask(said.slice(start + known.length))}`;
};

/** Host names in fields of kind `name`. */
const namesIn = (value: unknown, field: string): string[] => {
  if (typeof value === 'string') return identifying.get(field) === 'name' ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    namesIn(part, Array.isArray(value) ? field : key),
  );
};

/**
 * The same evidence without what identifies the machines: addresses, names, paths, credentials, times, comments of
 * firewall rules, rare programs, most of a server's words. What verdicts depend on stays, so the conclusion is the
 * same. Addresses are mapped by `key`, and cannot be restored without it.
 */
export function scrub(evidence: Evidence, key: string): Evidence {
  const address = addressScrubber(key);
  const name = numbered((number) => `host-${number}.example`);
  const hardware = numbered((number) => `02:00:00:00:00:${number.toString(16).padStart(2, '0')}`);
  const program = numbered((number) => `program-${number}`);
  const segment = numbered((number) => `path-${number}`);
  const bareNames = namesIn(evidence, '')
    .filter((bare) => /^[a-z][\w-]*$/i.test(bare) && bare !== 'localhost')
    .map((bare) => ({ bare, anywhere: new RegExp(`(?<![\\w.-])${bare}(?![\\w.-])`, 'gi') }));

  const pathOf = (path: string): string => {
    const [way = '', query] = path.split('?');
    const words = way.split('/').map((word) => (usualSegment.test(word) ? word : segment(word)));
    return `${words.join('/')}${query === undefined ? '' : '?query'}`;
  };
  const path = pathOf(evidence.target.path);
  const credentials = /(?<=\/\/)[^/?#]*@/.exec(evidence.target.url)?.[0] ?? '';

  const scrubbed = (given: string): string => {
    let said = credentials === '' ? given : given.replaceAll(credentials, '');
    if (evidence.target.path !== '/') said = said.replaceAll(evidence.target.path, path);
    said = said
      .replaceAll(words, '$1"scrubbed$2"')
      .replaceAll(hardwareAddress, (found) => hardware(found.toLowerCase()))
      .replaceAll(addressOrNetwork, (found, alone: string, length?: string) => {
        if (isIP(alone) === 0) return found;
        const other = address(alone, length === undefined ? undefined : Number(length));
        return length === undefined ? other : `${other}/${length}`;
      })
      .replaceAll(domainName, (found) =>
        usualSegment.test(found) ? found : name(found.toLowerCase().replace(/\.$/, '')),
      );
    return bareNames.reduce((so, { bare, anywhere }) => so.replaceAll(anywhere, name(bare)), said);
  };

  // Cache: rules, routes and sockets of one report stand in the next.
  const known = new Map<string, string>();
  const text = (given: string): string => {
    const said = known.get(given) ?? scrubbed(given);
    known.set(given, said);
    return said;
  };

  /** Workerman's process title with only the endpoint; not the worker's name or its start file. */
  const titleOf = (title: string): string => {
    const [, head = '', at = ''] = /^(WorkerMan: \w+ process)?.*?(\w+:\/\/\S+)?$/.exec(title) ?? [];
    return [head, program(title), text(at)].filter((part) => part !== '').join(' ');
  };

  const firstTime = evidence.server?.before.takenAtMs ?? evidence.certificate?.takenAtMs ?? 0;
  const visit = (value: unknown, field: string): unknown => {
    if (field === 'takenAtMs' && typeof value === 'number') return value - firstTime;
    if (typeof value === 'string') {
      if (field === 'load') return '0.00 0.00 0.00 1/1 1';
      const kind = identifying.get(field);
      if (kind === 'title') return titleOf(value);
      if (kind === 'said') return masked(text(value));
      if (kind === 'program') return commonPrograms.test(value) ? value : program(value);
      return text(value);
    }
    if (Array.isArray(value)) return value.map((part) => visit(part, field));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key_, part]: [string, unknown]) => {
        const isSecret = identifying.get(field) === 'headers' && !tellingHeaders.test(key_);
        return [key_, isSecret ? 'scrubbed' : visit(part, key_)];
      }),
    );
  };
  return visit(evidence, '') as Evidence;
}
