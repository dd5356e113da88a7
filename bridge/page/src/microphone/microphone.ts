/** The browser's microphone, in pieces of 20 ms. */

import { Refusal } from "../wire/refusal";
import captureUrl from "./capture.worklet.ts?worker&url";

const RATE_HZ = 48000;

export type TakePiece = (rateHz: number, samples: Int16Array) => void;

export class Microphone {
  readonly #stream: MediaStream;
  readonly #context: AudioContext;

  private constructor(stream: MediaStream, context: AudioContext) {
    this.#stream = stream;
    this.#context = context;
  }

  /**
   * Opens it, which asks the user.
   *
   * @param onEnd Called if it ends by itself, such as when it is unplugged.
   * @throws Refusal If there is none, or it may not be heard.
   */
  static async open(take: TakePiece, onEnd: () => void): Promise<Microphone> {
    const stream = await requested();
    const context = new AudioContext({ sampleRate: RATE_HZ, latencyHint: "interactive" });
    const microphone = new Microphone(stream, context);
    try {
      await context.audioWorklet.addModule(captureUrl);
      await context.resume();
    } catch (error) {
      await microphone.close();
      throw error;
    }
    const capture = new AudioWorkletNode(context, "mien-capture", { numberOfOutputs: 0, channelCount: 1 });
    capture.port.onmessage = (event: MessageEvent<Int16Array>) => take(context.sampleRate, event.data);
    context.createMediaStreamSource(stream).connect(capture);
    stream.getAudioTracks()[0]?.addEventListener("ended", onEnd);
    return microphone;
  }

  async close(): Promise<void> {
    for (const track of this.#stream.getTracks()) track.stop();
    if (this.#context.state !== "closed") await this.#context.close();
  }
}

async function requested(): Promise<MediaStream> {
  // Absent where the page is not from this machine and not encrypted.
  if (!("mediaDevices" in navigator)) {
    throw new Refusal(
      "This browser gives no microphone to a page from another machine.",
      "Open the page on the machine that Mien runs on, at 127.0.0.1, or use that machine's own microphone.",
    );
  }
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true },
    });
  } catch (error) {
    throw refused(error);
  }
}

function refused(error: unknown): Refusal {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError") {
    return new Refusal("The browser may not hear the microphone.", "Allow it beside the page's address, and try again.");
  }
  if (name === "NotFoundError") {
    return new Refusal("There is no microphone.", "Plug one in, or use the text field or a file.");
  }
  if (name === "NotReadableError") {
    return new Refusal("The microphone is in use by another program.", "Close that program, and try again.");
  }
  return new Refusal(`The microphone cannot be opened: ${String(error)}`);
}
