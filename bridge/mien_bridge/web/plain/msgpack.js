// As much of msgpack as the protocol uses: nil, true and false, numbers, text, bytes, arrays, maps with text keys.
// https://github.com/msgpack/msgpack/blob/master/spec.md

const text = new TextEncoder();
const reader = new TextDecoder("utf-8", { fatal: true });

export function pack(value) {
  const chunks = [];
  put(chunks, value);
  const size = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  const packed = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    packed.set(chunk, at);
    at += chunk.length;
  }
  return packed;
}

function put(chunks, value) {
  if (value === null || value === undefined) chunks.push([0xc0]);
  else if (typeof value === "boolean") chunks.push([value ? 0xc3 : 0xc2]);
  else if (typeof value === "number") chunks.push(number(value));
  else if (typeof value === "string") {
    const bytes = text.encode(value);
    chunks.push(bytes.length < 32 ? [0xa0 | bytes.length] : head(bytes.length, 0xd9, 0xda, 0xdb), bytes);
  } else if (value instanceof Uint8Array) chunks.push(head(value.length, 0xc4, 0xc5, 0xc6), value);
  else if (Array.isArray(value)) {
    chunks.push(value.length < 16 ? [0x90 | value.length] : head(value.length, null, 0xdc, 0xdd));
    for (const item of value) put(chunks, item);
  } else {
    const pairs = Object.entries(value);
    chunks.push(pairs.length < 16 ? [0x80 | pairs.length] : head(pairs.length, null, 0xde, 0xdf));
    for (const [key, item] of pairs) {
      put(chunks, key);
      put(chunks, item);
    }
  }
}

function number(value) {
  if (Number.isInteger(value) && value >= 0 && value < 128) return [value];
  const bytes = new Uint8Array(9);
  const view = new DataView(bytes.buffer);
  bytes[0] = Number.isSafeInteger(value) ? 0xd3 : 0xcb;
  if (Number.isSafeInteger(value)) view.setBigInt64(1, BigInt(value));
  else view.setFloat64(1, value);
  return bytes;
}

function head(length, eight, sixteen, thirtyTwo) {
  if (eight !== null && length < 0x100) return [eight, length];
  if (length < 0x10000) return [sixteen, length >> 8, length & 0xff];
  return [thirtyTwo, length >>> 24, (length >> 16) & 0xff, (length >> 8) & 0xff, length & 0xff];
}

export function unpack(bytes) {
  return new Unpacker(bytes).value();
}

class Unpacker {
  constructor(bytes) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.at = 0;
  }

  value() {
    const first = this.view.getUint8(this.at++);
    if (first < 0x80) return first;
    if (first < 0x90) return this.map(first & 0x0f);
    if (first < 0xa0) return this.array(first & 0x0f);
    if (first < 0xc0) return this.text(first & 0x1f);
    if (first >= 0xe0) return first - 0x100;
    switch (first) {
      case 0xc0:
        return null;
      case 0xc2:
        return false;
      case 0xc3:
        return true;
      case 0xca:
        return this.read(4, (at) => this.view.getFloat32(at));
      case 0xcb:
        return this.read(8, (at) => this.view.getFloat64(at));
      case 0xcf:
        return this.read(8, (at) => Number(this.view.getBigUint64(at)));
      case 0xd3:
        return this.read(8, (at) => Number(this.view.getBigInt64(at)));
      case 0xd0:
        return this.read(1, (at) => this.view.getInt8(at));
      case 0xd1:
        return this.read(2, (at) => this.view.getInt16(at));
      case 0xd2:
        return this.read(4, (at) => this.view.getInt32(at));
    }
    if (first >= 0xcc && first <= 0xce) return this.length(first - 0xcc);
    if (first >= 0xc4 && first <= 0xc6) return this.take(this.length(first - 0xc4));
    if (first >= 0xd9 && first <= 0xdb) return this.text(this.length(first - 0xd9));
    if (first === 0xdc || first === 0xdd) return this.array(this.length(first - 0xdb));
    if (first === 0xde || first === 0xdf) return this.map(this.length(first - 0xdd));
    throw new Error(`byte ${first} is none of the protocol's msgpack`);
  }

  read(size, get) {
    const at = this.at;
    this.at += size;
    return get(at);
  }

  // An unsigned number of 1, 2 or 4 bytes.
  length(power) {
    if (power === 0) return this.read(1, (at) => this.view.getUint8(at));
    return power === 1 ? this.read(2, (at) => this.view.getUint16(at)) : this.read(4, (at) => this.view.getUint32(at));
  }

  take(size) {
    if (this.at + size > this.bytes.length) throw new Error("msgpack that ends too early");
    this.at += size;
    return this.bytes.subarray(this.at - size, this.at);
  }

  text(size) {
    return reader.decode(this.take(size));
  }

  array(length) {
    return Array.from({ length }, () => this.value());
  }

  map(length) {
    const map = {};
    for (let pair = 0; pair < length; pair++) {
      const key = this.value();
      map[key] = this.value();
    }
    return map;
  }
}
