/** Four bytes at `offset` as a dotted quad. */
export function ipv4Text(bytes: DataView, offset: number): string {
  return [0, 1, 2, 3].map((index) => bytes.getUint8(offset + index)).join('.');
}

/** Sixteen bytes at `offset` in the canonical form of RFC 5952, 4. */
export function ipv6Text(bytes: DataView, offset: number): string {
  const groups = [0, 2, 4, 6, 8, 10, 12, 14].map((index) => bytes.getUint16(offset + index));
  const { from, length } = longestZeros(groups);
  const words = groups.map((group) => group.toString(16));
  if (length < 2) return words.join(':');
  return `${words.slice(0, from).join(':')}::${words.slice(from + length).join(':')}`;
}

function longestZeros(groups: readonly number[]): { from: number; length: number } {
  let best = { from: 0, length: 0 };
  for (let from = 0; from < groups.length; from += 1) {
    let length = 0;
    while (groups[from + length] === 0) length += 1;
    if (length > best.length) best = { from, length };
  }
  return best;
}
