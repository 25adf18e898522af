/** Addresses as numbers enough for what is asked here: the same, loopback, any. */
export const sameAddress = (a: string, b: string): boolean => plain(a) === plain(b);

export const isLoopback = (address: string): boolean => {
  const text = plain(address);
  return text === '::1' || /^127\.\d+\.\d+\.\d+$/.test(text);
};

export const isIpv6 = (address: string): boolean => plain(address).includes(':');

/** Neither an IPv4 nor an IPv6 address. */
export const isName = (host: string): boolean => !/^[\d.]+$|:/.test(host);

/** 0.0.0.0, :: and the `*` of ss(8). */
export const isAny = (address: string): boolean => ['0.0.0.0', '::', '*'].includes(plain(address));

/** RFC 1918, link-local, and the unique local addresses of RFC 4193. */
export const isPrivate = (address: string): boolean =>
  /^(10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|f[cd][0-9a-f]{2}:|fe[89ab])/.test(
    plain(address),
  );

/** Whether an error names this endpoint: `1.2.3.4:80` as Node does, `1.2.3.4 port 80` as curl does. */
export const namesEndpoint = (error: string, host: string, port: number): boolean =>
  [`${host}:${port}`, `${host} port ${port}`].some((name) =>
    error
      .split(name)
      .slice(1)
      .some((rest) => !/^\d/.test(rest)),
  );

/** Without prefix length, zone and the wrapping of an IPv4 address in IPv6 (RFC 4291, 2.5.5.2). */
const plain = (address: string): string =>
  address
    .toLowerCase()
    .replace(/\/\d+$/, '')
    .replace(/%.*$/, '')
    .replace(/^::ffff:(?=\d+\.)/, '');
