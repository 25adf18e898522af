/** Whether two addresses are the same, after normalisation as far as needed here. */
export const sameAddress = (a: string, b: string): boolean => plain(a) === plain(b);

export const isLoopback = (address: string): boolean => {
  const text = plain(address);
  return text === '::1' || /^127\.\d+\.\d+\.\d+$/.test(text);
};

export const isIpv6 = (address: string): boolean => plain(address).includes(':');

/** Whether it is a name, not an IPv4 or IPv6 address. */
export const isName = (host: string): boolean => !/^[\d.]+$|:/.test(host);

/** Unspecified address: 0.0.0.0, :: or the `*` of ss(8). */
export const isAny = (address: string): boolean => ['0.0.0.0', '::', '*'].includes(plain(address));

/** The 16 bytes of an IPv6 address; a zone is left out. */
export const ipv6Bytes = (address: string): number[] => {
  // The URL parser normalises every form of an address to hexadecimal groups.
  const normal =
    URL.parse(`http://[${address.replace(/%.*$/, '')}]`)?.hostname.slice(1, -1) ?? '::';
  const [head = '', tail] = normal.split('::');
  const groups = (part: string) => (part === '' ? [] : part.split(':'));
  const front = groups(head);
  const back = tail === undefined ? [] : groups(tail);
  const middle = Array.from({ length: Math.max(0, 8 - front.length - back.length) }, () => '0');
  return [...front, ...middle, ...back].flatMap((group) => {
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 255];
  });
};

/** Private addresses (RFC 1918), link-local ones, and unique local ones (RFC 4193). */
export const isPrivate = (address: string): boolean =>
  /^(10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|f[cd][0-9a-f]{2}:|fe[89ab])/.test(
    plain(address),
  );

/** Whether an error message names this endpoint: `1.2.3.4:80` in Node, `1.2.3.4 port 80` in curl. */
export const namesEndpoint = (error: string, host: string, port: number): boolean =>
  [`${host}:${port}`, `${host} port ${port}`].some((name) =>
    error
      .split(name)
      .slice(1)
      .some((rest) => !/^\d/.test(rest)),
  );

/** Strips prefix length, zone, and the IPv4-mapped form of IPv6 (RFC 4291, 2.5.5.2). */
const plain = (address: string): string =>
  address
    .toLowerCase()
    .replace(/\/\d+$/, '')
    .replace(/%.*$/, '')
    .replace(/^::ffff:(?=\d+\.)/, '');
