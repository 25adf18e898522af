import type { Evidence, Handshake } from '../../evidence.ts';

/** The machine at the address, asked on the ports of the web. */
export interface EdgeFacts {
  /** The header by which a web accelerator gives itself away; absent when none does. */
  sign?: string;
  /** Ports of the web on which it answered. */
  carries: number[];
  /** One of them on which the service of the url answered. */
  serves?: number;
}

/**
 * Headers of accelerators, from their own documentation: Cloudflare, CloudFront, Fastly, Akamai,
 * Alibaba, Tencent, Azure, Bunny; and what any cache or gateway says of itself (RFC 9110, 7.6.3).
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

export const edgeFactsOf = ({ target, web }: Evidence): EdgeFacts | undefined => {
  if (web === undefined) return undefined;
  const answered = web.filter(({ answer }) => answer === 'http');
  const sign = answered
    .map(signOf)
    .filter((one) => one !== undefined)
    .toSorted()[0];
  const serves = answered
    .filter(({ accepted, status = 0 }) =>
      target.scheme.startsWith('ws') ? accepted === true : status >= 200 && status < 400,
    )
    .map(({ port }) => port)
    .toSorted((a, b) => a - b)[0];
  return {
    ...(sign === undefined ? {} : { sign }),
    carries: answered.map(({ port }) => port).toSorted((a, b) => a - b),
    ...(serves === undefined ? {} : { serves }),
  };
};
