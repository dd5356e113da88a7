/** Limits of the wire. */
// Generated from mien_protocol by `python3 run.py generate`: change the declaration there, not this file.

export const LIMITS = {
  /**
   * One header. That of `open_session` may be longer by `avatar_bytes`, that of `stream_header` by `mesh_bytes`, and
   * that of `snapshot_reply` has as much as a `stream_header` for each of `sessions`.
   */
  headerBytes: 65_536,
  /** Maps and arrays within one another, the header itself counted. */
  depth: 8,
  /** Elements of one array, pairs of one map. */
  items: 1024,
  /** Elements, keys and values of a header in all. */
  values: 16_384,
  /** One string, in UTF-8. */
  strBytes: 40_000,
  /** A photo. */
  avatarBytes: 16_000_000,
  /** Coordinates, triangles and positions of the mesh of a face texture. */
  meshBytes: 400_000,
  /** Samples of one `push_audio` or `bake_audio`. */
  audioSamples: 480_000,
  /** Unicode code points of one `say`. */
  textChars: 10_000,
  /** Any payload; a picture of 2048 x 2048 RGBA. */
  payloadBytes: 17_000_000,
  /** Frames of one `bake_chunk`. */
  chunkFrames: 6000,
  /** Sessions at one time. */
  sessions: 16,
} as const;
