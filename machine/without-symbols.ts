/** Fields of the header and of a program header in ELF64, little-endian (elf(5)): offsets in bytes. */
const ofFile = { programs: 32, sections: 40, programSize: 54, programCount: 56, sectionFields: 60 };
const ofProgram = { offset: 8, size: 32 };

/**
 * An executable without what strip(1) takes: symbols and debug sections lie behind the last segment that is loaded
 * (18 of the 127 MB of an official Node). Of another format than ELF64 it is returned as it is.
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
  // No section header table: its place, then the size of its entries is kept, their number and the names' index.
  cut.writeBigUInt64LE(0n, ofFile.sections);
  cut.writeUInt32LE(0, ofFile.sectionFields);
  return cut;
}
