/** Types of TLS records (RFC 8446, 5.1); change_cipher_spec has no word. */
export const recordTypes = { changeCipherSpec: 20, alert: 21, handshake: 22, applicationData: 23 };
/** Types of handshake messages that have a word (RFC 8446, 4; RFC 5246, 7.4). */
const messages = new Map([
  [1, 'ClientHello'],
  [2, 'ServerHello'],
  [11, 'Certificate'],
]);
const recordHeaderBytes = 5;
const messageHeaderBytes = 4;
/** Longest record: 2^14 bytes plus encryption overhead (RFC 5246, 6.2.3). */
const longestBytes = 2 ** 14 + 2048;

/** The words for records; `body` is the captured part. */
export interface TlsNames {
  record(type: number, body: Buffer, bytes: number): string | undefined;
  message(type: number, body: Buffer): string | undefined;
}

/** The words that scenarios use for declared packets. */
const wireWords: TlsNames = {
  record: (type) =>
    type === recordTypes.alert
      ? 'Alert'
      : type === recordTypes.applicationData
        ? 'data'
        : undefined,
  message: (type) => messages.get(type),
};

/**
 * Reads the records of one direction of a TCP stream, segment by segment. Bytes that are not a TLS record where one
 * could begin are `data`: the stream need not be TLS.
 */
export class RecordReader {
  /** Remaining bytes of the current record. */
  private inRecord = 0;
  /** How many of these to skip: the rest of a message, or of a record that is not read. */
  private toPass = 0;
  /** An incomplete header. */
  private begun: Uint8Array = new Uint8Array(0);
  private readonly names: TlsNames;

  constructor(names: TlsNames = wireWords) {
    this.names = names;
  }

  /** @param missingBytes length of the segment's payload beyond `captured`, cut off by a snapshot length. */
  read(captured: Uint8Array, missingBytes = 0): string[] {
    const words: string[] = [];
    let bytes: Buffer = Buffer.concat([this.begun, captured]);
    this.begun = new Uint8Array(0);
    const isWhole = missingBytes === 0;
    while (bytes.length > 0) {
      const headerBytes =
        this.toPass > 0 ? 0 : this.inRecord > 0 ? messageHeaderBytes : recordHeaderBytes;
      if (bytes.length < headerBytes && isWhole && (this.inRecord > 0 || mayBegin(bytes))) {
        this.begun = bytes;
        return words;
      }
      if (headerBytes === 0) bytes = this.pass(bytes);
      else if (headerBytes === messageHeaderBytes) words.push(...this.message(bytes));
      else if (isRecord(bytes)) {
        words.push(...this.record(bytes));
        bytes = bytes.subarray(recordHeaderBytes);
      } else {
        words.push('data');
        return words;
      }
    }
    if (isWhole) return words;
    this.inRecord = Math.max(0, this.inRecord - missingBytes);
    this.toPass = this.toPass > missingBytes ? this.toPass - missingBytes : this.inRecord;
    return words;
  }

  private pass(bytes: Buffer): Buffer {
    const passed = Math.min(this.toPass, bytes.length);
    this.toPass -= passed;
    this.inRecord -= passed;
    return bytes.subarray(passed);
  }

  private record(bytes: Buffer): string[] {
    const [type = 0] = bytes;
    this.inRecord = bytes.readUInt16BE(3);
    this.toPass = type === recordTypes.handshake ? 0 : this.inRecord;
    const body = bytes.subarray(recordHeaderBytes, recordHeaderBytes + this.inRecord);
    return wordOf(this.names.record(type, body, this.inRecord));
  }

  /** The length field of an encrypted message is meaningless (RFC 5246, 7.4.9): it does not end within the record. */
  private message(bytes: Buffer): string[] {
    const length = bytes.length < messageHeaderBytes ? Infinity : bytes.readUIntBE(1, 3);
    const isRead = messageHeaderBytes + length <= this.inRecord;
    this.toPass = isRead ? messageHeaderBytes + length : this.inRecord;
    if (!isRead) return [];
    const body = bytes.subarray(messageHeaderBytes, messageHeaderBytes + length);
    return wordOf(this.names.message(bytes[0] ?? 0, body));
  }
}

const wordOf = (word: string | undefined): string[] => (word === undefined ? [] : [word]);

const mayBegin = ([type = 0, major]: Uint8Array): boolean =>
  Object.values(recordTypes).includes(type) && (major === undefined || major === 3);

const isRecord = (bytes: Buffer): boolean =>
  bytes.length >= recordHeaderBytes &&
  mayBegin(bytes) &&
  (bytes[2] ?? 255) <= 4 &&
  bytes.readUInt16BE(3) <= longestBytes;
