/** Plays the session's echo piece by piece, and knows which moment of it is heard. */

import type { SoundFrame } from "../wire/streams";

/** Time that a piece must have before it is due, s: the browser mixes in blocks. */
const LEAD_S = 0.02;
/** In a pause playback moves to where it should be if it is off by so much; nobody hears that. */
const PAUSE_SLACK_S = 0.06;
/** In speech only from here on: what would be said is stale. */
const SPEECH_SLACK_S = 1.5;
/** Samples below this are a pause. */
const QUIET = 128;

export class SoundPlayer {
  readonly rateHz: number;
  readonly #context: AudioContext;
  readonly #gain: GainNode;
  readonly #playing = new Set<AudioBufferSourceNode>();
  /** The context's time at which sample 0 of the session would have been mixed. */
  #baseS: number | null = null;
  #isMuted = false;

  constructor(rateHz: number, context = new AudioContext({ sampleRate: rateHz, latencyHint: "interactive" })) {
    this.rateHz = rateHz;
    this.#context = context;
    this.#gain = context.createGain();
    this.#gain.connect(context.destination);
  }

  /** True if something is heard: browsers are silent until somebody has clicked. */
  get isAudible(): boolean {
    return this.#context.state === "running" && !this.#isMuted;
  }

  get isBlocked(): boolean {
    return this.#context.state === "suspended";
  }

  set isMuted(isMuted: boolean) {
    this.#isMuted = isMuted;
    this.#gain.gain.value = isMuted ? 0 : 1;
    if (isMuted) this.cut();
  }

  async resume(): Promise<void> {
    await this.#context.resume();
  }

  async close(): Promise<void> {
    this.cut();
    await this.#context.close();
  }

  /**
   * Plays a piece.
   *
   * @param scheduleMs When media time 0 should be heard, on the clock of `performance.now()`.
   */
  push(piece: SoundFrame, scheduleMs: number): void {
    if (!this.isAudible || piece.samples.length === 0) return;
    const firstS = piece.firstSample / this.rateHz;
    const base = this.#steered(piece, this.#mixTime(scheduleMs), firstS);
    const source = this.#context.createBufferSource();
    source.buffer = this.#bufferOf(piece.samples);
    source.connect(this.#gain);
    source.onended = () => this.#playing.delete(source);
    this.#playing.add(source);
    source.start(base + firstS);
  }

  /** Silences what was scheduled: the session was interrupted. */
  cut(): void {
    for (const source of this.#playing) source.stop();
    this.#playing.clear();
    this.#baseS = null;
  }

  /** Media time that is heard now, ms; null where nothing is played. */
  heardMs(nowMs: number): number | null {
    if (this.#baseS === null || !this.isAudible) return null;
    return (this.#mixTime(nowMs) - this.#baseS) * 1000;
  }

  /** Decides where sample 0 lies, in whole samples, so that pieces meet without a seam. */
  #steered(piece: SoundFrame, wantedS: number, firstS: number): number {
    const earliestS = this.#context.currentTime + LEAD_S - firstS;
    const offS = this.#baseS === null ? Infinity : Math.abs(wantedS - this.#baseS);
    const slackS = isQuiet(piece.samples) ? PAUSE_SLACK_S : SPEECH_SLACK_S;
    const isLate = this.#baseS !== null && this.#baseS + firstS < this.#context.currentTime;
    if (this.#baseS === null || isLate || offS > slackS) {
      this.#baseS = Math.round(Math.max(wantedS, earliestS) * this.rateHz) / this.rateHz;
    }
    return this.#baseS;
  }

  /** The context's time whose sound is heard at a moment of `performance.now()`. */
  #mixTime(nowMs: number): number {
    const { contextTime = 0, performanceTime = 0 } = this.#context.getOutputTimestamp();
    if (contextTime > 0) return contextTime + (nowMs - performanceTime) / 1000;
    const latencyS = this.#context.outputLatency || this.#context.baseLatency || 0;
    return this.#context.currentTime - latencyS + (nowMs - performance.now()) / 1000;
  }

  #bufferOf(samples: Int16Array): AudioBuffer {
    const buffer = this.#context.createBuffer(1, samples.length, this.rateHz);
    buffer.copyToChannel(Float32Array.from(samples, (sample) => sample / 32768), 0);
    return buffer;
  }
}

export function isQuiet(samples: Int16Array): boolean {
  return samples.every((sample) => Math.abs(sample) < QUIET);
}
