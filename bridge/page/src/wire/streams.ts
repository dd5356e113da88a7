/** Messages of a stream: its header, and frames that are read by it. */

import { type Fields, isFields, isInteger, list, MalformedMessage, text } from "./fields";
import {
  type AudioHeader, type FaceHeader, type FrameHeader, readFrameHeader, readStreamHeader, type StreamHeader, type StreamKind,
} from "./headers";
import { type Face, readFace } from "./motion";

export type { AudioHeader, FaceHeader, FrameHeader, MotionHeader, StreamHeader, StreamKind } from "./headers";


export interface MotionFrame extends FrameHeader {
  readonly kind: "motion";
  readonly face: Face;
}

/** A picture: either RGBA or a JPEG, with its alpha where there is any. */
export interface PictureFrame extends FrameHeader {
  readonly kind: "face";
  readonly header: FaceHeader;
  readonly rgba: Uint8Array | null;
  readonly jpeg: Uint8Array | null;
  readonly alpha: Uint8Array | null;
}

export interface SoundFrame extends FrameHeader {
  readonly kind: "audio";
  readonly rateHz: number;
  /** Index of the first sample since the session began. */
  readonly firstSample: number;
  readonly samples: Int16Array;
}

export type Frame = MotionFrame | PictureFrame | SoundFrame;

/** Reads one stream; drops what is over, and counts what was lost. */
export class StreamReader {
  header: StreamHeader | null = null;
  epoch = 0;
  lost = 0;
  readonly #kind: StreamKind;
  readonly #session: string;
  #nextSeq: number | null = null;

  constructor(kind: StreamKind, session: string) {
    this.#kind = kind;
    this.#session = session;
  }

  /** The frame that a message is; null of a header, a keepalive, or what is over. */
  take(header: unknown, payload: Uint8Array | null): Frame | null {
    if (isFields(header)) {
      this.#takeMap(header);
      return null;
    }
    const values = list({ header }, "header");
    const head = readFrameHeader(values);
    if (payload === null) throw new MalformedMessage("a frame has no payload");
    this.lost += this.#nextSeq === null ? 0 : Math.max(0, head.seq - this.#nextSeq);
    this.#nextSeq = head.seq + 1;
    if (this.header === null || head.epoch < this.epoch) return null;
    this.epoch = head.epoch;
    return readFrame(this.header, head, values[5], payload);
  }

  /** Counts nothing as lost before the next frame: nobody listened. */
  resume(): void {
    this.#nextSeq = null;
  }

  #takeMap(fields: Fields): void {
    if (text(fields, "type") !== "stream_header") return;
    const header = checkedHeader(fields);
    if (header.kind !== this.#kind || header.session !== this.#session) {
      throw new MalformedMessage(`a header of ${header.kind}/${header.session}/ came on ${this.#kind}/${this.#session}/`);
    }
    this.header = header;
    this.epoch = Math.max(this.epoch, header.epoch);
  }
}

/** Kind and session of a topic, null where it is none. */
export function parseTopic(topic: string): { kind: StreamKind; session: string } | null {
  const match = /^(motion|face|audio)\/([a-z0-9]{1,32})\/$/.exec(topic);
  return match === null ? null : { kind: match[1] as StreamKind, session: match[2]! };
}

/** Reads a header, and checks that the latent is described if and only if it travels. */
function checkedHeader(fields: Fields): StreamHeader {
  const header = readStreamHeader(fields);
  if (header.kind === "motion" && (header.layout === "m1l") !== header.latentSize > 0) {
    throw new MalformedMessage(`latent_size is ${header.latentSize}, expected 1 to 1024 for m1l and 0 for m1`);
  }
  return header;
}

function readFrame(header: StreamHeader, head: FrameHeader, extra: unknown, payload: Uint8Array): Frame {
  switch (header.kind) {
    case "motion":
      return { kind: "motion", ...head, face: readFace(payload, header.latentSize) };
    case "face":
      return readPicture(header, head, extra, payload);
    case "audio":
      return readSound(header, head, extra, payload);
  }
}

function readPicture(header: FaceHeader, head: FrameHeader, extra: unknown, payload: Uint8Array): PictureFrame {
  const pixels = header.width * header.height;
  const common = { kind: "face" as const, ...head, header };
  if (header.layout === "rgba8") {
    expectBytes("a picture", payload.length, 4 * pixels);
    return { ...common, rgba: payload, jpeg: null, alpha: null };
  }
  if (!isInteger(extra, 0, payload.length)) throw new MalformedMessage("a JPEG's length is missing or beyond its message");
  expectBytes("a picture's alpha", payload.length - extra, header.hasAlpha ? pixels : 0);
  const alpha = header.hasAlpha ? payload.subarray(extra) : null;
  return { ...common, rgba: null, jpeg: payload.subarray(0, extra), alpha };
}

function readSound(header: AudioHeader, head: FrameHeader, extra: unknown, payload: Uint8Array): SoundFrame {
  if (!isInteger(extra, 0, 2 ** 63)) throw new MalformedMessage("echoed sound does not say which sample is its first");
  if (payload.length % 2 !== 0) throw new MalformedMessage(`echoed sound has ${payload.length} bytes, which is odd`);
  const view = new DataView(payload.buffer, payload.byteOffset, payload.length);
  const samples = Int16Array.from({ length: payload.length / 2 }, (_, at) => view.getInt16(2 * at, true));
  return { kind: "audio", ...head, rateHz: header.rateHz, firstSample: extra, samples };
}

function expectBytes(what: string, got: number, expected: number): void {
  if (got !== expected) throw new MalformedMessage(`${what} has ${got} bytes, expected ${expected}`);
}
