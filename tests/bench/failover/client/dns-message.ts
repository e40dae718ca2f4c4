/** A record of an answer: an address, or the name that another one stands for. */
export interface DnsRecord {
  readonly name: string;
  readonly type: 'A' | 'CNAME';
  readonly ttlSeconds: number;
  readonly value: string;
}

const types = { 1: 'A', 5: 'CNAME' } as const;

/** A question for the IPv4 addresses of a name, as it goes over the wire (RFC 1035, section 4). */
export function encodeQuestion(id: number, name: string): Buffer {
  const labels = name.split('.').map(label => Buffer.concat([Buffer.from([label.length]), Buffer.from(label, 'ascii')]));
  const header = Buffer.from([id >> 8, id & 255, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
  return Buffer.concat([header, ...labels, Buffer.from([0, 0, 1, 0, 1])]);
}

/** The id of a message, and the addresses and aliases in its answer. */
export function decodeAnswer(message: Buffer): { readonly id: number; readonly records: readonly DnsRecord[] } {
  let offset = 12;
  for (let left = message.readUInt16BE(4); left > 0; left -= 1) offset = nameAt(message, offset).end + 4;
  const records: DnsRecord[] = [];
  for (let left = message.readUInt16BE(6); left > 0; left -= 1) {
    const { name, end } = nameAt(message, offset);
    const type = types[message.readUInt16BE(end) as keyof typeof types];
    const ttlSeconds = message.readUInt32BE(end + 4);
    const data = end + 10;
    offset = data + message.readUInt16BE(end + 8);
    if (type === 'A') records.push({ name, type, ttlSeconds, value: [...message.subarray(data, data + 4)].join('.') });
    if (type === 'CNAME') records.push({ name, type, ttlSeconds, value: nameAt(message, data).name });
  }
  return { id: message.readUInt16BE(0), records };
}

/** A name, and where it ends; a length above 191 points to the rest of it. */
function nameAt(message: Buffer, start: number): { readonly name: string; readonly end: number } {
  const labels: string[] = [];
  let end: number | undefined;
  let offset = start;
  for (let length = message.readUInt8(offset); length > 0; length = message.readUInt8(offset)) {
    if (length >= 192) {
      end ??= offset + 2;
      offset = message.readUInt16BE(offset) & 0x3fff;
    } else {
      labels.push(message.toString('ascii', offset + 1, offset + 1 + length));
      offset += 1 + length;
    }
  }
  return { name: labels.join('.').toLowerCase(), end: end ?? offset + 1 };
}
