/** A WebSocket that goes nowhere: the test is the other end. */

import { packEnvelope, unpackEnvelope } from "../src/wire/envelope";
import type { Fields } from "../src/wire/fields";

export class FakeSocket {
  binaryType = "blob";
  bufferedAmount = 0;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: (() => void) | null = null;
  isClosed = false;
  readonly sent: { channel: string; header: Fields; payload: Uint8Array | null }[] = [];

  send(bytes: Uint8Array): void {
    const { channel, header, payload } = unpackEnvelope(bytes);
    this.sent.push({ channel, header: header as Fields, payload });
  }

  close(): void {
    this.isClosed = true;
  }

  /** The show says something. */
  says(channel: string, header: object, payload?: Uint8Array): void {
    const bytes = packEnvelope(channel, header, payload);
    this.onmessage?.({ data: bytes.slice().buffer });
  }

  welcomes(): void {
    this.onopen?.();
    this.says("control", { type: "welcome", re: 1, protocol: [1, 0] });
  }

  of(type: string): Fields[] {
    return this.sent.map(({ header }) => header).filter((header) => header["type"] === type);
  }
}
