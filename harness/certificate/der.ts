/** One DER value: type, length and content (ITU-T X.690, 8 and 10). */
const tagged = (tag: number, parts: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts);
  const bytes = content.length.toString(16);
  const length = Buffer.from(bytes.padStart(bytes.length + (bytes.length % 2), '0'), 'hex');
  const head = content.length < 0x80 ? length : Buffer.from([0x80 | length.length, ...length]);
  return Buffer.concat([Buffer.from([tag]), head, content]);
};

export const sequence = (...parts: Uint8Array[]): Buffer => tagged(0x30, parts);
export const set = (...parts: Uint8Array[]): Buffer => tagged(0x31, parts);
export const octets = (content: Uint8Array): Buffer => tagged(0x04, [content]);
export const utf8 = (text: string): Buffer => tagged(0x0c, [Buffer.from(text)]);
export const yes = tagged(0x01, [Buffer.from([0xff])]);

/** A bit string; `unused` bits of the last octet are padding. */
export const bits = (content: Uint8Array, unused = 0): Buffer =>
  tagged(0x03, [Buffer.from([unused]), content]);

/** A context-specific tag, primitive or constructed (`holds`). */
export const numbered = (number: number, content: Uint8Array, holds = false): Buffer =>
  tagged(0x80 | (holds ? 0x20 : 0) | number, [content]);

/** A non-negative integer, most significant octet first. */
export const integer = (octet: number, ...more: number[]): Buffer =>
  tagged(0x02, [Buffer.from(octet < 0x80 ? [octet, ...more] : [0, octet, ...more])]);

/** An object identifier such as `2.5.29.17`, in base 128 (X.690, 8.19). */
export function identifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const inBase128 = (value: number): number[] => {
    const digits = [value % 128];
    for (let left = Math.floor(value / 128); left > 0; left = Math.floor(left / 128))
      digits.unshift(0x80 | (left % 128));
    return digits;
  };
  return tagged(0x06, [Buffer.from([first * 40 + second, ...rest].flatMap(inBase128))]);
}

/** UTC in whole seconds; years from 2050 on have four digits (RFC 5280, 4.1.2.5). */
export function time(date: Date): Buffer {
  const digits = `${date.toISOString().slice(0, 19).replaceAll(/\D/g, '')}Z`;
  const isLate = date.getUTCFullYear() >= 2050;
  return tagged(isLate ? 0x18 : 0x17, [Buffer.from(isLate ? digits : digits.slice(2))]);
}
