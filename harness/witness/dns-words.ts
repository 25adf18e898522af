/** Record types with a name (IANA, DNS Parameters). */
const types = new Map([
  [1, 'A'],
  [2, 'NS'],
  [5, 'CNAME'],
  [6, 'SOA'],
  [12, 'PTR'],
  [28, 'AAAA'],
  [65, 'HTTPS'],
]);
/** Response codes (RFC 1035, 4.1.1). */
const codes = ['NOERROR', 'FORMERR', 'SERVFAIL', 'NXDOMAIN', 'NOTIMP', 'REFUSED'];
const headerBytes = 12;
/** A name has at most 255 octets (RFC 1035, 2.3.4), which bounds chains of pointers. */
const mostLabels = 128;

/**
 * Summary of a DNS query or response (RFC 1035, 4): `A? shop.test`, `A shop.test 10.1.0.7`, `NXDOMAIN A shop.test`.
 * Undefined unless the bytes are a complete message with one question.
 */
export function dnsWords(bytes: Uint8Array): string | undefined {
  const message = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (message.byteLength < headerBytes || message.getUint16(4) !== 1) return undefined;
  try {
    const { name, next } = readName(message, headerBytes);
    const type = typeName(message.getUint16(next));
    const flags = message.getUint16(2);
    if ((flags & 0x8000) === 0) return `${type}? ${name}`;
    const code = codes[flags & 0xf] ?? `RCODE ${flags & 0xf}`;
    if (code !== 'NOERROR') return `${code} ${type} ${name}`;
    const answers = readAnswers(message, next + 4, message.getUint16(6));
    return `${type} ${name} ${answers.length === 0 ? 'no such record' : answers.join(', ')}`;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const typeName = (type: number): string => types.get(type) ?? `TYPE${type}`;

/** @throws RangeError if the message ends within the name. */
function readName(message: DataView, start: number): { name: string; next: number } {
  const labels: string[] = [];
  let [at, next] = [start, -1];
  while (labels.length < mostLabels) {
    const length = message.getUint8(at);
    if (length >= 0xc0) {
      if (next < 0) next = at + 2;
      const target = message.getUint16(at) & 0x3fff;
      if (target >= at) throw new RangeError('a pointer that does not point back');
      at = target;
      continue;
    }
    at += 1;
    if (length === 0) return { name: labels.join('.') || '.', next: next < 0 ? at : next };
    const letters = Array.from({ length }, (_, index) => message.getUint8(at + index));
    labels.push(letters.map(printable).join(''));
    at += length;
  }
  throw new RangeError('a name without an end');
}

const printable = (code: number): string =>
  code > 0x20 && code < 0x7f ? String.fromCharCode(code) : '?';

function readAnswers(message: DataView, start: number, count: number): string[] {
  let at = start;
  return Array.from({ length: Math.min(count, 8) }, () => {
    const { next } = readName(message, at);
    const [type, bytes] = [message.getUint16(next), message.getUint16(next + 8)];
    const data = next + 10;
    at = data + bytes;
    if (type === 1 && bytes === 4)
      return [0, 1, 2, 3].map((index) => message.getUint8(data + index)).join('.');
    if (type === 28 && bytes === 16) return address6(message, data);
    if (type === 5) return `CNAME ${readName(message, data).name}`;
    return typeName(type);
  });
}

/** In the notation of RFC 5952. */
function address6(message: DataView, at: number): string {
  const groups = [0, 2, 4, 6, 8, 10, 12, 14].map((index) => message.getUint16(at + index));
  const text = groups.map((group) => group.toString(16)).join(':');
  const [longest = ''] = (text.match(/(?:(?<=^|:)0(?::0)+(?=:|$))/g) ?? []).toSorted(
    (a, b) => b.length - a.length,
  );
  return longest === '' ? text : text.replace(longest, ':').replace(/:::?/, '::');
}
