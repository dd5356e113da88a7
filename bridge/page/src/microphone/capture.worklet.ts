/** Runs on the browser's audio thread: hands on what the microphone hears, in pieces of 20 ms. */

interface AudioWorkletProcessor {
  readonly port: MessagePort;
}

declare const AudioWorkletProcessor: { new (): AudioWorkletProcessor };
declare const registerProcessor: (name: string, processor: new () => AudioWorkletProcessor) => void;
declare const sampleRate: number;

const PIECES_PER_SECOND = 50;
const LOUDEST = 32767;

class Capture extends AudioWorkletProcessor {
  #piece = new Int16Array(Math.round(sampleRate / PIECES_PER_SECOND));
  #filled = 0;

  process(inputs: readonly (readonly Float32Array[])[]): boolean {
    for (const sample of inputs[0]?.[0] ?? []) {
      this.#piece[this.#filled++] = Math.round(LOUDEST * Math.max(-1, Math.min(1, sample)));
      if (this.#filled === this.#piece.length) this.#handOn();
    }
    return true;
  }

  #handOn(): void {
    const piece = this.#piece;
    this.#piece = new Int16Array(piece.length);
    this.#filled = 0;
    this.port.postMessage(piece, [piece.buffer]);
  }
}

registerProcessor("mien-capture", Capture);
