/** One message of the WebSocket: `[channel, header]` or `[channel, header, payload]`, as msgpack. */

import { decode, encode } from "@msgpack/msgpack";
import { MalformedMessage } from "./fields";
import { LIMITS } from "./limits";

/** Largest message, bytes: a payload with its header and their envelope. */
const MOST_BYTES = LIMITS.payloadBytes + 100_000;

const DECODING = {
  maxStrLength: LIMITS.strBytes,
  maxBinLength: MOST_BYTES,
  maxArrayLength: LIMITS.items,
  maxMapLength: LIMITS.items,
  maxExtLength: 0,
};

/** `control`, `live`, a topic: short words of the protocol's own. */
const CHANNEL = /^[a-z0-9_/]{1,64}$/;

export interface Envelope {
  /** `control`, `live`, `subscribe`, `unsubscribe`, or a topic such as `motion/SESSION/`. */
  readonly channel: string;
  readonly header: unknown;
  readonly payload: Uint8Array | null;
}

export function packEnvelope(channel: string, header: object, payload?: Uint8Array): Uint8Array<ArrayBuffer> {
  return encode(payload === undefined ? [channel, header] : [channel, header, payload], { ignoreUndefined: true });
}

/**
 * Reads a message.
 *
 * Integers beyond 53 bits lose their last digits: of nanoseconds that is after 104 days.
 */
export function unpackEnvelope(bytes: Uint8Array): Envelope {
  if (bytes.length > MOST_BYTES) throw new MalformedMessage(`a message has ${bytes.length} bytes, most is ${MOST_BYTES}`);
  const parts = unpacked(bytes);
  if (!Array.isArray(parts) || parts.length < 2) {
    throw new MalformedMessage("a message is no array of channel, header and payload");
  }
  const [channel, header, payload] = parts as [unknown, unknown, unknown];
  if (typeof channel !== "string" || !CHANNEL.test(channel)) throw new MalformedMessage("a message's channel is none");
  if (header === null || typeof header !== "object" || header instanceof Uint8Array) {
    throw new MalformedMessage("a message's header is neither a map nor an array");
  }
  if (isDeeperThan(header, LIMITS.depth)) throw new MalformedMessage(`a message's header is nested more than ${LIMITS.depth} deep`);
  if (payload !== undefined && payload !== null && !(payload instanceof Uint8Array)) {
    throw new MalformedMessage("a message's payload is no bytes");
  }
  return { channel, header, payload: payload ?? null };
}

function unpacked(bytes: Uint8Array): unknown {
  try {
    return decode(bytes, DECODING);
  } catch (error) {
    throw new MalformedMessage(`a message is no msgpack: ${error instanceof Error ? error.message : error}`);
  }
}

function isDeeperThan(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return false;
  return depth === 0 || Object.values(value).some((item) => isDeeperThan(item, depth - 1));
}
