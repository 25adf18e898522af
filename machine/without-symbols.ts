/** Offsets in bytes of fields in the ELF64 header and in program headers, little-endian (elf(5)). */
const ofFile = { programs: 32, sections: 40, programSize: 54, programCount: 56, sectionFields: 60 };
const ofProgram = { offset: 8, size: 32 };

/**
 * Strips an executable like strip(1): symbols and debug sections lie behind the last loaded segment (18 of the 127 MB
 * of an official Node). Formats other than ELF64 are returned unchanged.
 */
export function withoutSymbols(file: Buffer): Buffer {
  if (file.toString('latin1', 0, 6) !== '\x7fELF\x02\x01') return file;
  const first = Number(file.readBigUInt64LE(ofFile.programs));
  const size = file.readUInt16LE(ofFile.programSize);
  const ends = Array.from({ length: file.readUInt16LE(ofFile.programCount) }, (_, index) => {
    const program = first + index * size;
    const begin = file.readBigUInt64LE(program + ofProgram.offset);
    return Number(begin + file.readBigUInt64LE(program + ofProgram.size));
  });
  const cut = Buffer.from(file.subarray(0, Math.max(...ends, first)));
  // Removes the section header table: offset, number of entries and name index are cleared; the entry size is kept.
  cut.writeBigUInt64LE(0n, ofFile.sections);
  cut.writeUInt32LE(0, ofFile.sectionFields);
  return cut;
}
