/** Opcodes (RFC 6455, 5.2). */
const opcodes: Readonly<Record<number, string>> = {
  ...{ 0: 'continuation frame', 1: 'text frame', 2: 'binary frame' },
  ...{ 8: 'close frame', 9: 'ping frame', 10: 'pong frame' },
};

/** Reads and names the frames of one direction of a WebSocket, segment by segment (RFC 6455, 5.2). */
export class FrameReader {
  /** An incomplete header or close frame. */
  private begun: Buffer = Buffer.alloc(0);
  /** Payload bytes to skip. */
  private toPass = 0;
  /** False once the bytes were not a frame; nothing is read after that. */
  private isRead = true;

  /** @param missingBytes length of the segment's payload beyond `captured`, cut off by a snapshot length. */
  read(captured: Uint8Array, missingBytes = 0): string[] {
    const words: string[] = [];
    let bytes = Buffer.concat([this.begun, captured]);
    this.begun = Buffer.alloc(0);
    while (this.isRead && bytes.length > 0) {
      const passed = Math.min(this.toPass, bytes.length);
      this.toPass -= passed;
      bytes = bytes.subarray(passed);
      if (bytes.length === 0) break;
      const frame = frameAt(bytes);
      if (frame === 'cut') {
        this.begun = bytes;
        break;
      }
      this.isRead = frame !== 'none';
      if (frame === 'none') break;
      words.push(frame.name);
      this.toPass = frame.bytes;
    }
    if (missingBytes > 0) {
      this.isRead &&= this.begun.length === 0 && this.toPass >= missingBytes;
      this.toPass -= missingBytes;
    }
    return words;
  }
}

/** The frame at the start of `bytes`, with its length (header and payload); `cut` if the header is incomplete. */
function frameAt(bytes: Buffer): { name: string; bytes: number } | 'cut' | 'none' {
  const name = opcodes[(bytes[0] ?? 0) & 0x0f];
  if (name === undefined) return 'none';
  if (bytes.length < 2) return 'cut';
  const [isMasked, short] = [((bytes[1] ?? 0) & 0x80) !== 0, (bytes[1] ?? 0) & 0x7f];
  // An eight-byte length must start with two zero bytes: no message is longer.
  const lengthBytes = short === 126 ? 2 : short === 127 ? 8 : 0;
  const maskAt = 2 + lengthBytes;
  const payloadAt = maskAt + (isMasked ? 4 : 0);
  if (bytes.length < payloadAt) return 'cut';
  const payload =
    short < 126
      ? short
      : bytes.readUIntBE(2 + Math.max(0, lengthBytes - 6), Math.min(6, lengthBytes));
  const whole = { name, bytes: payloadAt + payload };
  if (name !== opcodes[8] || payload < 2) return whole;
  if (bytes.length < payloadAt + 2) return 'cut';
  const mask = isMasked ? bytes.readUInt16BE(maskAt) : 0;
  return { ...whole, name: `${name} ${bytes.readUInt16BE(payloadAt) ^ mask}` };
}
