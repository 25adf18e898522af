import { isUtf8 } from 'node:buffer';
import { constants as flags, type Stats } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';

/** Error for a file that cannot be read as text; the message is the end of a sentence about the file. */
export class Unreadable extends Error {}

const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1024 ** 2)} MiB`;

const tooLarge = (most: number): Unreadable =>
  new Unreadable(`is larger than ${megabytes(most)}, which is the most that is read`);

function kindOf(stats: Stats): string {
  if (stats.isDirectory()) return 'a folder';
  if (stats.isFIFO()) return 'a pipe';
  if (stats.isCharacterDevice() || stats.isBlockDevice()) return 'a device';
  return stats.isSocket() ? 'a socket' : 'no file';
}

/**
 * Opens a regular file. Pipes and devices are refused, because they may never end or begin; it does not
 * wait for them (open(2), O_NONBLOCK).
 *
 * @throws Unreadable
 */
async function openRegular(file: string, most: number): Promise<FileHandle> {
  const handle = await open(file, flags.O_RDONLY | flags.O_NONBLOCK).catch((cause: unknown) => {
    throw new Unreadable(`cannot be read (${(cause as NodeJS.ErrnoException).code})`, { cause });
  });
  const stats = await handle.stat();
  if (stats.isFile() && stats.size <= most) return handle;
  await handle.close();
  throw stats.isFile()
    ? tooLarge(most)
    : new Unreadable(`is ${kindOf(stats)}, and a regular file is what can be read`);
}

/** All bytes of a regular file. What it says of its size is not believed. Throws `Unreadable`. */
export async function readBounded(file: string, most: number): Promise<Buffer> {
  await using handle = await openRegular(file, most);
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of handle.createReadStream({ autoClose: false })) {
    parts.push(part as Buffer);
    size += (part as Buffer).length;
    if (size > most) throw tooLarge(most);
  }
  return Buffer.concat(parts);
}

/** The text of a file in UTF-8, without a byte order mark (RFC 8259, 8.1). Throws `Unreadable`. */
export async function readText(file: string, most = 16 * 1024 ** 2): Promise<string> {
  return textOf(await readBounded(file, most));
}

function textOf(bytes: Buffer): string {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    throw new Unreadable('is UTF-16, and UTF-8 is what can be read');
  }
  if (!isUtf8(bytes)) throw new Unreadable('is no text in UTF-8');
  return bytes.toString('utf8').replace(/^\ufeff/, '');
}

/**
 * The lines of a file, with their numbers from 1. `isCut` is the last one where it has no line feed.
 *
 * @throws Unreadable for a file of more than 512 MiB, or a line of more than 64 MiB.
 */
export async function* readLines(
  file: string,
): AsyncGenerator<{ line: string; number: number; isCut: boolean }> {
  const [mostBytes, mostOfLine] = [512 * 1024 ** 2, 64 * 1024 ** 2];
  await using handle = await openRegular(file, mostBytes);
  let parts: Buffer[] = [];
  let [size, length, number] = [0, 0, 1];
  const take = (isCut: boolean) => {
    const line = textOf(Buffer.concat(parts));
    parts = [];
    length = 0;
    return { line, number: number++, isCut };
  };
  for await (const chunk of handle.createReadStream({ autoClose: false, highWaterMark: 1 << 20 })) {
    let rest = chunk as Buffer;
    size += rest.length;
    if (size > mostBytes) throw tooLarge(mostBytes);
    for (let end = rest.indexOf(10); end !== -1; end = rest.indexOf(10)) {
      parts.push(rest.subarray(0, end));
      yield take(false);
      rest = rest.subarray(end + 1);
    }
    parts.push(rest);
    length += rest.length;
    if (length > mostOfLine)
      throw new Unreadable(
        `has more than ${megabytes(mostOfLine)} in line ${number}, which is the most that is read`,
      );
  }
  if (parts.some((part) => part.length > 0)) yield take(true);
}
