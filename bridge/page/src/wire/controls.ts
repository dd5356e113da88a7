/** Controls of a performance; names, units and ranges are the protocol's. */
// Generated from mien_protocol by `python3 run.py generate`: change the declaration there, not this file.

import { choice, type Fields, isAbsent, optionalFinite } from "./fields";

/** Mood of the face. */
export const EMOTIONS = ["neutral", "happy", "sad", "angry", "surprised"] as const;
export type Emotion = (typeof EMOTIONS)[number];

/** Liveliness and bearing of a character; since 1.1. */
export const MANNERS = ["natural", "lively", "calm", "presenter", "shy"] as const;
export type Manner = (typeof MANNERS)[number];

/** Part that a character has in a conversation; since 1.1. */
export const ACTIVITIES = ["auto", "idle", "listening", "thinking", "speaking"] as const;
export type Activity = (typeof ACTIVITIES)[number];

/** All controls. */
export interface Controls {
  /** Direction of attention to the character's left, radians, -0.6..0.6. */
  readonly gaze_yaw_rad: number;
  /** Direction of attention upwards, radians, -0.45..0.45. */
  readonly gaze_pitch_rad: number;
  /** Distance from the viewer, relative to the photo's, 0.7..1.5. */
  readonly distance: number;
  /** Amplitude of head movement, 0..2; 1 is natural. */
  readonly head_gain: number;
  /** Amplitude of articulation, 0..2; 1 is natural. */
  readonly lips_gain: number;
  /** Mood of the face. */
  readonly emotion: Emotion;
  /** Strength of the emotion, 0..1. */
  readonly emotion_strength: number;
  /** Blinks a minute, 0..60; null for the natural rate. */
  readonly blink_rate_per_min: number | null;
  /** Liveliness and bearing; since 1.1. */
  readonly manner: Manner;
  /** Share of the voice's excitement that shows, 0..1; since 1.1. */
  readonly affect: number;
  /** Part in the conversation; since 1.1. */
  readonly activity: Activity;
}

/** Ends of the ranges. */
export const CONTROL_RANGES = {
  gaze_yaw_rad: [-0.6, 0.6],
  gaze_pitch_rad: [-0.45, 0.45],
  distance: [0.7, 1.5],
  head_gain: [0, 2],
  lips_gain: [0, 2],
  emotion_strength: [0, 1],
  blink_rate_per_min: [0, 60],
  affect: [0, 1],
} as const;

/** Controls of a session that names none. */
export const NATURAL: Controls = {
  gaze_yaw_rad: 0,
  gaze_pitch_rad: 0,
  distance: 1,
  head_gain: 1,
  lips_gain: 1,
  emotion: "neutral",
  emotion_strength: 1,
  blink_rate_per_min: null,
  manner: "natural",
  affect: 0.5,
  activity: "auto",
};

/** Reads controls; those that are missing have their natural value. */
export function readControls(fields: Fields): Controls {
  return {
    gaze_yaw_rad: optionalFinite(fields, "gaze_yaw_rad") ?? NATURAL.gaze_yaw_rad,
    gaze_pitch_rad: optionalFinite(fields, "gaze_pitch_rad") ?? NATURAL.gaze_pitch_rad,
    distance: optionalFinite(fields, "distance") ?? NATURAL.distance,
    head_gain: optionalFinite(fields, "head_gain") ?? NATURAL.head_gain,
    lips_gain: optionalFinite(fields, "lips_gain") ?? NATURAL.lips_gain,
    emotion: isAbsent(fields["emotion"]) ? NATURAL.emotion : choice(fields, "emotion", EMOTIONS),
    emotion_strength: optionalFinite(fields, "emotion_strength") ?? NATURAL.emotion_strength,
    blink_rate_per_min: optionalFinite(fields, "blink_rate_per_min"),
    manner: isAbsent(fields["manner"]) ? NATURAL.manner : choice(fields, "manner", MANNERS),
    affect: optionalFinite(fields, "affect") ?? NATURAL.affect,
    activity: isAbsent(fields["activity"]) ? NATURAL.activity : choice(fields, "activity", ACTIVITIES),
  };
}
