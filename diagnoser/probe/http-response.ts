export interface HttpResponse {
  status: number;
  reason: string;
  headers: Record<string, string>;
  body: string;
}

/**
 * Parses the start of an HTTP/1 response (RFC 9112, 4): `incomplete` if bytes are missing, `not-http` if it is
 * none.
 */
export const readResponse = (text: string): HttpResponse | 'incomplete' | 'not-http' => {
  const prefix = 'HTTP/1.';
  if (!text.startsWith(prefix.slice(0, Math.min(text.length, prefix.length)))) return 'not-http';
  const end = /\r?\n\r?\n/.exec(text);
  if (end === null) return 'incomplete';
  const [statusLine = '', ...fields] = text.slice(0, end.index).split(/\r?\n/);
  const [, status, reason = ''] = /^HTTP\/1\.\d (\d{3}) ?(.*)$/.exec(statusLine) ?? [];
  if (status === undefined) return 'not-http';
  const headers: Record<string, string> = {};
  for (const field of fields) {
    const colon = field.indexOf(':');
    if (colon > 0) headers[field.slice(0, colon).toLowerCase()] = field.slice(colon + 1).trim();
  }
  return { status: Number(status), reason, headers, body: text.slice(end.index + end[0].length) };
};
