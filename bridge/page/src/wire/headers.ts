/** Headers of streams and of their frames. */
// Generated from mien_protocol by `python3 run.py generate`: change the declaration there, not this file.

import { choice, type Fields, integer, integerAt, text, texts } from "./fields";

/** Kinds of streams. */
export const STREAM_KINDS = ["motion", "face", "audio"] as const;
export type StreamKind = (typeof STREAM_KINDS)[number];

/** Header of a stream, needed to read its frames. */
interface CommonHeader {
  /** The session. */
  readonly session: string;
  /** The current epoch. */
  readonly epoch: number;
  /** Frames a second; samples a second for audio. */
  readonly rateHz: number;
}

/** Describes a stream of motion. */
export interface MotionHeader extends CommonHeader {
  readonly kind: "motion";
  /** `m1`, or `m1l` with the latent. */
  readonly layout: "m1" | "m1l";
  /** The 52 coefficients, in their order in a frame. */
  readonly expressionNames: readonly string[];
  /** Numbers of a latent, 1..1024; 0 without latents. */
  readonly latentSize: number;
}

/** Describes a stream of pictures. */
export interface FaceHeader extends CommonHeader {
  readonly kind: "face";
  /** Encoding, one of `PictureFormat`. */
  readonly layout: "rgba8" | "jpeg";
  /** Width in pixels, 1..2048. */
  readonly width: number;
  /** Height in pixels, 1..2048. */
  readonly height: number;
  /** True if there is alpha, straight; otherwise opaque. */
  readonly hasAlpha: boolean;
}

/** Describes a stream of echoed audio, mono. */
export interface AudioHeader extends CommonHeader {
  readonly kind: "audio";
}

export type StreamHeader = MotionHeader | FaceHeader | AudioHeader;

/** Header of every frame; times are milliseconds, which a number holds. */
export interface FrameHeader {
  /** Frames of an older epoch than the newest seen must be dropped. */
  readonly epoch: number;
  /** One more each within a stream, across epochs; a gap is what was lost. */
  readonly seq: number;
  /** Media time, milliseconds; strictly increasing within an epoch. */
  readonly timeMs: number;
  /** Bits of `FrameFlag`: 1 first of an utterance, 2 last, 4 idle, 8 interrupted. */
  readonly flags: number;
}

/** Reads the header of a stream. */
export function readStreamHeader(fields: Fields): StreamHeader {
  const kind = choice(fields, "kind", STREAM_KINDS);
  const common = {
    session: text(fields, "session"),
    epoch: integer(fields, "epoch", 0, 4_294_967_295),
    rateHz: integer(fields, "rate_hz", 1, 4_294_967_295),
  };
  switch (kind) {
    case "motion":
      return {
        kind,
        ...common,
        layout: choice(fields, "layout", ["m1", "m1l"]),
        expressionNames: texts(fields, "expression_names", 52),
        latentSize: integer(fields, "latent_size", 0, 1024),
      };
    case "face":
      return {
        kind,
        ...common,
        layout: choice(fields, "layout", ["rgba8", "jpeg"]),
        width: integer(fields, "width", 1, 2048),
        height: integer(fields, "height", 1, 2048),
        hasAlpha: choice(fields, "alpha", ["straight", "none"]) === "straight",
      };
    case "audio":
      choice(fields, "layout", ["i2"]);
      return { kind, ...common };
  }
}

/** Reads the header of a frame, an array; elements beyond those of every frame are the caller's. */
export function readFrameHeader(values: readonly unknown[]): FrameHeader {
  return {
    epoch: integerAt(values, 0, "epoch", 0, 4_294_967_295),
    seq: integerAt(values, 1, "seq", 0, 2 ** 63),
    timeMs: integerAt(values, 2, "time_ns", -(2 ** 63), 2 ** 63) / 1e6,
    flags: integerAt(values, 4, "flags", 0, 4_294_967_295),
  };
}
