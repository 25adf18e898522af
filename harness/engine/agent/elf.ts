const interp = 3;

/**
 * The loader that a program of the ELF format is started by (elf(5), PT_INTERP): without it execve(2)
 * says ENOENT, as if the program itself were not there. Undefined for a static program, and for what is
 * none. `header` is the beginning of the file; compilers put the loader's name behind the headers.
 */
export function loaderOf(header: Buffer): string | undefined {
  if (header.toString('latin1', 0, 4) !== '\x7fELF') return undefined;
  const isWide = header[4] === 2;
  const isLittle = header[5] === 1;
  const number = (at: number, size: number): number => {
    if (at + size > header.length) return 0;
    return isLittle ? header.readUIntLE(at, size) : header.readUIntBE(at, size);
  };
  /** An address of the file: 8 bytes, of which 6 are enough for any file there is, or 4. */
  const offset = (at: number): number => {
    if (!isWide) return number(at, 4);
    return number(isLittle ? at : at + 2, 6);
  };
  const table = offset(isWide ? 32 : 28);
  const [size, count] = isWide ? [number(54, 2), number(56, 2)] : [number(42, 2), number(44, 2)];
  for (let index = 0; index < count; index += 1) {
    const entry = table + index * size;
    if (number(entry, 4) !== interp) continue;
    const start = offset(entry + (isWide ? 8 : 4));
    const length = offset(entry + (isWide ? 32 : 16));
    return header.toString('utf8', start, start + length).replace(/\0.*$/s, '') || undefined;
  }
  return undefined;
}
