/** How well the show flows, in words and in a colour. */

import type { LiveState } from "../wire/live";
import { make } from "./dom";

export type HealthLevel = "none" | "good" | "late" | "bad";

export interface Health {
  readonly level: HealthLevel;
  readonly words: string;
}

/** From here on whoever speaks sees that the face follows them, milliseconds. */
const LATE_MS = 300;
/** From here on nobody can speak by it. */
const USELESS_MS = 1000;
/** Below so many frames of 60 a second movement is seen to jerk, and below so many it is a row of pictures. */
const JERKS_HZ = 40;
const STANDS_HZ = 15;
const FEW_PICTURES_HZ = 8;

/** The health of a show; of several troubles the worst. */
export function healthOf(state: LiveState | null): Health {
  if (state === null || !state.isDaemonUp || state.session === null) return { level: "none", words: "" };
  const { latencyMs, motionHz, faceHz } = state;
  if (motionHz === 0) return { level: "bad", words: "nothing moves" };
  if (latencyMs >= USELESS_MS) return { level: "bad", words: `${seconds(latencyMs)} late` };
  if (motionHz < STANDS_HZ) return { level: "bad", words: `${Math.round(motionHz)} of 60 frames a second` };
  if (latencyMs >= LATE_MS) return { level: "late", words: `${seconds(latencyMs)} late` };
  if (motionHz < JERKS_HZ) return { level: "late", words: `${Math.round(motionHz)} of 60 frames a second` };
  if (state.avatarName !== null && faceHz < FEW_PICTURES_HZ) return { level: "late", words: `${Math.round(faceHz)} pictures a second` };
  return { level: "good", words: `in time, ${Math.round(latencyMs)} ms` };
}

export class HealthPill {
  readonly element = make("span", { class: "pill health", role: "status", hidden: true });

  show(state: LiveState | null): void {
    const { level, words } = healthOf(state);
    this.element.hidden = level === "none";
    this.element.dataset["health"] = level;
    if (this.element.textContent !== words) this.element.textContent = words;
  }
}

function seconds(ms: number): string {
  return ms < 10_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 1000)} s`;
}
