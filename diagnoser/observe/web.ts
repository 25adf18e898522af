import type { Handshake } from '../evidence.ts';
import { ofHandshake } from './handshake.ts';
import { observation } from './observation.ts';
import { serving } from './services.ts';

/**
 * Headers of CDNs, from their documentation: Cloudflare, CloudFront, Fastly, Akamai, Alibaba, Tencent, Azure,
 * Bunny; and those of any cache or gateway (RFC 9110, 7.6.3).
 */
const telling =
  /^(cf-ray|x-amz-cf-(id|pop)|x-served-by|x-akamai-.*|eagleid|x-nws-log-uuid|x-azure-ref|cdn-requestid|x-cdn|x-cache|via)$/;
const servers = /cloudflare|cloudfront|akamai|fastly|bunnycdn|varnish|tengine|edgecast|cdn/i;

const signOf = ({ headers = {} }: Handshake): string | undefined => {
  const found = Object.keys(headers)
    .filter((name) => telling.test(name))
    .toSorted()[0];
  if (found !== undefined) return `${found}: ${headers[found]}`;
  const server = headers['server'];
  return server !== undefined && servers.test(server) ? `server: ${server}` : undefined;
};

/** Answers at the address on the default ports of web servers. */
export const web = observation({
  name: 'web',
  read: ({ evidence }) => {
    const { target, web } = evidence;
    if (web === undefined) return undefined;
    const answered = web.filter(({ answer }) => answer === 'http');
    const signs = answered.map(signOf).filter((sign) => sign !== undefined);
    return {
      /** Header that reveals a CDN. */
      sign: signs.toSorted()[0],
      /** Web ports that answered, ascending. */
      carries: answered.map(({ port }) => port).toSorted((a, b) => a - b),
      /** One of them that has the service of the url. */
      serves: serving(target, answered)[0],
    };
  },
  tell: ({ carries, serves, sign }, { address, evidence }) => {
    const asked = `Asked ${address} on the ports of the web`;
    if (carries.length === 0) return `${asked}: no HTTP there.`;
    const who = sign === undefined ? '' : `, and "${sign}" is a web accelerator's header`;
    const { scheme } = evidence.target;
    const what = serves === undefined ? '' : ` Port ${serves} speaks the ${scheme} of the url.`;
    return `${asked}: HTTP on ${carries.join(' and ')}${who}.${what}`;
  },
  identifies: ofHandshake,
});
