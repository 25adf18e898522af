import { fileHeaderBytes, readPcap, recordHeaderBytes, type Packet } from './pcap.ts';

/** Incremental reader for a running capture, in chunks of any size. */
export class PcapStream {
  private header: Buffer = Buffer.alloc(0);
  private rest: Buffer = Buffer.alloc(0);

  /** Returns the packets completed by this chunk. */
  read(piece: Uint8Array): Packet[] {
    this.rest = Buffer.concat([this.rest, piece]);
    if (this.header.length === 0) {
      if (this.rest.length < fileHeaderBytes) return [];
      this.header = this.rest.subarray(0, fileHeaderBytes);
      this.rest = this.rest.subarray(fileHeaderBytes);
    }
    const whole = this.wholeRecords();
    const packets = readPcap(Buffer.concat([this.header, this.rest.subarray(0, whole)]));
    this.rest = this.rest.subarray(whole);
    return packets;
  }

  /** Length of the complete records, in bytes. */
  private wholeRecords(): number {
    // The magic number is in the writer's byte order (pcap-savefile(5)): little-endian unless it starts with 0xa1.
    const isLittle = this.header[0] !== 0xa1;
    for (let at = 0; ;) {
      if (at + recordHeaderBytes > this.rest.length) return at;
      const captured = isLittle ? this.rest.readUInt32LE(at + 8) : this.rest.readUInt32BE(at + 8);
      const end = at + recordHeaderBytes + captured;
      if (end > this.rest.length) return at;
      at = end;
    }
  }
}
