/** Clock of the moment of a session that is to be seen now. */

import type { SoundFrame } from "../wire/streams";
import { ArrivalOffset } from "./offset";
import { SilentClock } from "./silent_clock";
import { SoundPlayer } from "./sound_player";

/** Held back where sound is heard, ms: three frames, so that late ones are still in time. */
const BUFFER_MS = 50;
/** And where none is: two frames, for less delay. */
const SILENT_BUFFER_MS = 33;

/** Frame that waits to be shown. */
export type Watched = "motion" | "face";

export class Playout {
  readonly #offsets: Record<Watched, ArrivalOffset> = { motion: new ArrivalOffset(), face: new ArrivalOffset() };
  readonly #silent = new SilentClock();
  readonly #makePlayer: (rateHz: number) => SoundPlayer;
  #player: SoundPlayer | null = null;
  #isMuted: boolean;
  #epoch = 0;

  /** A playout of no session yet; `makePlayer` is for tests. */
  constructor(isMuted: boolean, makePlayer = (rateHz: number): SoundPlayer => new SoundPlayer(rateHz)) {
    this.#isMuted = isMuted;
    this.#makePlayer = makePlayer;
  }

  /** True while the browser waits for a click before it lets sound out. */
  get isBlocked(): boolean {
    return !this.#isMuted && (this.#player?.isBlocked ?? false);
  }

  get isMuted(): boolean {
    return this.#isMuted;
  }

  /** Records that what is shown has arrived. */
  arrived(what: Watched, nowMs: number, mediaMs: number, epoch: number): void {
    this.#beginEpoch(epoch);
    this.#offsets[what].add(nowMs, mediaMs);
  }

  /** Ends the wait for what is shown no more. */
  forget(what: Watched): void {
    this.#offsets[what].reset();
  }

  /** Sound has arrived, which is played if it may be heard. */
  play(piece: SoundFrame): void {
    this.#beginEpoch(piece.epoch);
    const schedule = this.#scheduleMs(BUFFER_MS);
    if (this.#isMuted || schedule === null) return;
    if (this.#player?.rateHz !== piece.rateHz) {
      void this.#player?.close();
      this.#player = this.#makePlayer(piece.rateHz);
    }
    this.#player.push(piece, schedule);
  }

  /** Media time to be seen at a moment, ms; null before anything has arrived. */
  positionMs(nowMs: number): number | null {
    const heard = this.#player?.heardMs(nowMs) ?? null;
    if (heard !== null) return heard;
    const schedule = this.#scheduleMs(SILENT_BUFFER_MS);
    return schedule === null ? null : this.#silent.at(nowMs, nowMs - schedule);
  }

  setMuted(isMuted: boolean): void {
    this.#isMuted = isMuted;
    if (this.#player !== null) this.#player.isMuted = isMuted;
  }

  /** Lets sound out; from a click. */
  async unblock(): Promise<void> {
    await this.#player?.resume();
  }

  /** Another session begins. */
  reset(): void {
    this.#offsets.motion.reset();
    this.#offsets.face.reset();
    this.#silent.reset();
    this.#player?.cut();
    this.#epoch = 0;
  }

  #beginEpoch(epoch: number): void {
    if (epoch <= this.#epoch) return;
    this.#epoch = epoch;
    this.#player?.cut();
  }

  #scheduleMs(bufferMs: number): number | null {
    const { motion, face } = this.#offsets;
    if (motion.leastMs === null && face.leastMs === null) return null;
    return Math.max(motion.leastMs ?? -Infinity, face.leastMs ?? -Infinity) + bufferMs;
  }
}
