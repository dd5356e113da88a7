/** Messages that the page sends on the channel `control`. */
// Generated from mien_protocol by `python3 run.py generate`: change the declaration there, not this file.

/** Major and minor version of the protocol that the page speaks. */
export const PROTOCOL_VERSION = [1, 2] as const;

/** The first message of a connection. */
export interface Hello {
  readonly type: "hello";
  /** Number of the request, 1..2^32-1, unique among those under way. */
  readonly id: number;
  /** Major and minor version that the client speaks. */
  readonly protocol: readonly [number, number];
  /** Name and version of the client, for logs; at most 64 bytes of UTF-8. */
  readonly client: string;
  /** From the connection file; at most 128 bytes of UTF-8. */
  readonly token: string;
}

/** Asks for the time, and is a sign of life. */
export interface Ping {
  readonly type: "ping";
  /** Number of the request, 1..2^32-1, unique among those under way. */
  readonly id: number;
  /** The client's time at sending, nanoseconds. */
  readonly client_ns: number;
}
