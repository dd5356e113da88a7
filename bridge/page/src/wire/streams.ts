/** What the messages of a stream are: its header, and frames that are read by it. */

import { choice, type Fields, integer, isFields, isInteger, list, MalformedMessage, text, texts } from "./fields";
import { EXPRESSION_COUNT, type Face, readFace } from "./motion";

const MOST_UINT32 = 2 ** 32 - 1;
const MOST_PIXELS = 2048;

export type StreamKind = "motion" | "face" | "audio";

interface CommonHeader {
  readonly session: string;
  readonly epoch: number;
  /** Frames a second; of audio samples a second. */
  readonly rateHz: number;
}

export interface MotionHeader extends CommonHeader {
  readonly kind: "motion";
  readonly expressionNames: readonly string[];
  readonly latentSize: number;
}

export interface FaceHeader extends CommonHeader {
  readonly kind: "face";
  readonly layout: "rgba8" | "jpeg";
  readonly width: number;
  readonly height: number;
  readonly hasAlpha: boolean;
}

export interface AudioHeader extends CommonHeader {
  readonly kind: "audio";
}

export type StreamHeader = MotionHeader | FaceHeader | AudioHeader;

/** When a frame is, and which. */
export interface FrameHeader {
  readonly epoch: number;
  readonly seq: number;
  /** Media time, milliseconds. */
  readonly timeMs: number;
  readonly flags: number;
}

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
    const { head, extra } = frameHeader(header);
    if (payload === null) throw new MalformedMessage("a frame has no payload");
    this.lost += this.#nextSeq === null ? 0 : Math.max(0, head.seq - this.#nextSeq);
    this.#nextSeq = head.seq + 1;
    if (this.header === null || head.epoch < this.epoch) return null;
    this.epoch = head.epoch;
    return readFrame(this.header, head, extra, payload);
  }

  /** What comes next was not missed: nobody listened before. */
  resume(): void {
    this.#nextSeq = null;
  }

  #takeMap(fields: Fields): void {
    if (text(fields, "type") !== "stream_header") return;
    const header = readStreamHeader(fields);
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

export function readStreamHeader(fields: Fields): StreamHeader {
  const common = {
    session: text(fields, "session"),
    epoch: integer(fields, "epoch", 0, MOST_UINT32),
    rateHz: integer(fields, "rate_hz", 1, MOST_UINT32),
  };
  const kind = choice(fields, "kind", ["motion", "face", "audio"]);
  if (kind === "motion") return { kind, ...common, ...motionLayout(fields) };
  if (kind === "face") return { kind, ...common, ...faceLayout(fields) };
  choice(fields, "layout", ["i2"]);
  return { kind, ...common };
}

function motionLayout(fields: Fields): Pick<MotionHeader, "expressionNames" | "latentSize"> {
  const layout = choice(fields, "layout", ["m1", "m1l"]);
  const expressionNames = texts(fields, "expression_names");
  if (expressionNames.length !== EXPRESSION_COUNT) {
    throw new MalformedMessage(`expression_names are ${expressionNames.length}, expected ${EXPRESSION_COUNT}`);
  }
  return { expressionNames, latentSize: layout === "m1" ? 0 : integer(fields, "latent_size", 1, 1024) };
}

function faceLayout(fields: Fields): Pick<FaceHeader, "layout" | "width" | "height" | "hasAlpha"> {
  return {
    layout: choice(fields, "layout", ["rgba8", "jpeg"]),
    width: integer(fields, "width", 1, MOST_PIXELS),
    height: integer(fields, "height", 1, MOST_PIXELS),
    hasAlpha: choice(fields, "alpha", ["straight", "none"]) === "straight",
  };
}

function frameHeader(value: unknown): { head: FrameHeader; extra: unknown } {
  const numbers = list({ header: value }, "header");
  const [epoch, seq, timeNs, daemonNs, flags, extra] = numbers;
  const isWhole =
    isInteger(epoch, 0, MOST_UINT32) &&
    isInteger(seq, 0, 2 ** 63) &&
    isInteger(timeNs, -(2 ** 63), 2 ** 63) &&
    isInteger(daemonNs, -(2 ** 63), 2 ** 63) &&
    isInteger(flags, 0, MOST_UINT32);
  if (!isWhole) throw new MalformedMessage("a frame's header is not epoch, seq, time_ns, daemon_ns, flags");
  return { head: { epoch, seq, timeMs: timeNs / 1e6, flags }, extra };
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
