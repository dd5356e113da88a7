// Reads the golden messages of the wire protocol with a msgpack that Mien did not write, and their payloads with nothing
// but a DataView; prints as JSON how many were read, and where it found other than the files say:
//   node read_vectors.mjs ../../protocol/vectors
//   node read_vectors.mjs ../../protocol/vectors/websocket

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { decode } from "@msgpack/msgpack";

const folder = process.argv[2];
const PARTS = { expression: 52, head_wxyz: 4, head_m: 3, gaze_rad: 2 };

// JSON has neither bytes nor integers beyond 53 bits: the files say {"$bin": hex} and {"$int": digits}.
function tagged(value) {
  if (value instanceof Uint8Array) return { $bin: Buffer.from(value).toString("hex") };
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : { $int: String(value) };
  if (Array.isArray(value)) return value.map(tagged);
  if (value !== null && typeof value === "object")
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, tagged(item)]));
  return value;
}

function half(bits) {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

function motion(view, layout) {
  let at = 0;
  const frames = [];
  for (let index = 0; index < layout.frames; index++) {
    const frame = {};
    for (const [name, width] of Object.entries(PARTS)) {
      frame[name] = Array.from({ length: width }, (_, i) => view.getFloat32(at + 4 * i, true));
      at += 4 * width;
    }
    if (layout.latent_size) {
      frame.latent = Array.from({ length: layout.latent_size }, (_, i) => half(view.getUint16(at + 2 * i, true)));
      at += 2 * layout.latent_size;
    }
    frames.push(frame);
  }
  if (at !== view.byteLength) throw new Error(`${view.byteLength - at} bytes are left`);
  return frames;
}

function payload(bytes, header, layout) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  switch (layout.layout) {
    case "m1":
    case "m1l":
      return motion(view, layout);
    case "i2":
      return { samples: Array.from({ length: bytes.length / 2 }, (_, i) => view.getInt16(2 * i, true)) };
    case "rgba8":
      if (bytes.length !== layout.width * layout.height * 4) throw new Error("no picture of that size");
      return { rgba: tagged(bytes) };
    case "jpeg": {
      const jpeg = bytes.subarray(0, header[5]);
      const alpha = bytes.subarray(header[5]);
      if (jpeg[0] !== 0xff || jpeg[1] !== 0xd8) throw new Error("no JPEG");
      if (alpha.length !== (layout.alpha === "straight" ? layout.width * layout.height : 0)) throw new Error("no alpha");
      return { jpeg: tagged(jpeg), alpha: alpha.length ? tagged(alpha) : null };
    }
  }
  throw new Error(`unknown layout ${layout.layout}`);
}

// Over WebSocket a message is one array: channel, header, and the payload if there is one.
function envelopeProblems(vector) {
  const bytes = new Uint8Array(Buffer.from(vector.message, "hex"));
  const [channel, header, content = null] = decode(bytes, { useBigInt64: true });
  const found = [];
  if (channel !== vector.channel) found.push("channel");
  if (!isDeepStrictEqual(tagged(header), vector.header)) found.push("header");
  const read = vector.layout && content ? payload(content, tagged(header), vector.layout) : content;
  if (!isDeepStrictEqual(read, vector.payload)) found.push("payload");
  return found;
}

function problems(vector) {
  if (vector.message !== undefined) return envelopeProblems(vector);
  const parts = vector.parts.map((part) => new Uint8Array(Buffer.from(part, "hex")));
  const topic = vector.topic === null ? null : new TextDecoder().decode(parts.shift());
  const header = tagged(decode(parts[0], { useBigInt64: true }));
  const found = [];
  if (topic !== vector.topic) found.push("topic");
  if (!isDeepStrictEqual(header, vector.header)) found.push("header");
  if (parts.length !== (vector.layout === null ? 1 : 2)) found.push("parts");
  else if (vector.layout && !isDeepStrictEqual(payload(parts[1], header, vector.layout), vector.payload))
    found.push("payload");
  return found;
}

const differing = {};
const read = [];
for (const file of (await readdir(folder)).filter((name) => name.endsWith(".json"))) {
  const vector = JSON.parse(await readFile(join(folder, file), "utf8"));
  read.push(vector.name);
  const found = problems(vector);
  if (found.length) differing[vector.name] = found;
}
console.log(JSON.stringify({ read, differing }));
