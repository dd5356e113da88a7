/** A session's streams: which topics there are, and frames as they come. */

import { type Frame, parseTopic, type StreamKind, StreamReader } from "../wire/streams";

const KINDS: readonly StreamKind[] = ["motion", "face", "audio"];

export class Feed {
  #session: string | null = null;
  #readers = new Map<string, StreamReader>();

  /** Turns to a session; true if that is another one than before. */
  follow(session: string | null): boolean {
    if (session === this.#session) return false;
    this.#session = session;
    this.#readers.clear();
    for (const kind of session === null ? [] : KINDS) {
      this.#readers.set(`${kind}/${session}/`, new StreamReader(kind, session!));
    }
    return true;
  }

  get topics(): string[] {
    return [...this.#readers.keys()];
  }

  /** Streams that were not listened to for a while are taken up again. */
  resume(): void {
    for (const reader of this.#readers.values()) reader.resume();
  }

  /** Frames that were lost on their way. */
  get lost(): number {
    return [...this.#readers.values()].reduce((sum, reader) => sum + reader.lost, 0);
  }

  /** The frame that a message is; null of anything else. */
  take(topic: string, header: unknown, payload: Uint8Array | null): Frame | null {
    if (parseTopic(topic) === null) return null;
    return this.#readers.get(topic)?.take(header, payload) ?? null;
  }
}
