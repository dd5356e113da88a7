/** State of the show, as it tells its pages. */

import { type Controls, readControls } from "./controls";
import {
  choice, type Fields, fieldsOf, finite, flag, isFields, list, MalformedMessage, optionalFinite, optionalText, text, texts,
} from "./fields";

// The show's state holds controls: who shows it takes their types from here too.
export * from "./controls";

export type InputKind = "microphone" | "file" | "page" | "none";
export type OutputPhase = "off" | "opening" | "on" | "failed";
export type Scalar = string | number | boolean;
export type Settings = Readonly<Record<string, Scalar>>;

export interface InputState {
  readonly kind: InputKind;
  readonly device: string | null;
  /** Below this level nothing passes; null without a gate. */
  readonly gateDbfs: number | null;
  readonly pushToTalk: boolean;
  readonly isOpen: boolean;
  /** Reason why no microphone of the show's machine is heard, or empty. */
  readonly note: string;
}

export interface Device {
  readonly id: string;
  readonly name: string;
  /** True if it is what the machine plays, rather than a microphone. */
  readonly isLoopback: boolean;
}

export interface OutputState {
  readonly name: string;
  readonly kind: string;
  readonly settings: Settings;
  readonly isOn: boolean;
  readonly phase: OutputPhase;
  readonly note: string;
  readonly sent: number;
  readonly dropped: number;
}

export interface SettingInfo {
  readonly name: string;
  readonly type: "str" | "int" | "float" | "bool" | "choice";
  readonly fallback: Scalar | null;
  readonly choices: readonly string[];
  readonly help: string;
}

export interface OutputKindInfo {
  readonly kind: string;
  readonly title: string;
  readonly settings: readonly SettingInfo[];
}

/** A voice that reads texts. */
export interface Voice {
  readonly name: string;
  /** For people: the language, then what tells the voice from others of it. */
  readonly title: string;
}

/** The film that is being made, or was made last. */
export interface Film {
  readonly name: string;
  readonly phase: "making" | "done" | "failed";
  /** Another number means another film. */
  readonly number: number;
  /** How much is made, 0..1; null where its length is not known. */
  readonly share: number | null;
  readonly note: string;
}

export interface Character {
  readonly name: string;
  readonly kind: "vrm" | "glb";
  /** Another number means another file. */
  readonly revision: number;
}

/** All that a page shows of the show. */
export interface LiveState {
  readonly session: string | null;
  readonly isDaemonUp: boolean;
  readonly avatarName: string | null;
  readonly character: Character | null;
  readonly input: InputState;
  readonly devices: readonly Device[];
  /** The photo whose face is being made. */
  readonly makingName: string | null;
  /** Whether a photo can be given. */
  readonly takesPhotos: boolean;
  readonly voices: readonly Voice[];
  readonly outputs: readonly OutputState[];
  readonly outputKinds: readonly OutputKindInfo[];
  readonly recording: string | null;
  readonly film: Film | null;
  readonly controls: Controls;
  readonly motionHz: number;
  readonly faceHz: number;
  readonly latencyMs: number;
}

/** Level of the input. */
export interface LiveLevel {
  readonly dbfs: number;
  readonly isOpen: boolean;
}

export function readLevel(fields: Fields): LiveLevel {
  return { dbfs: finite(fields, "dbfs"), isOpen: flag(fields, "is_open") };
}

export function readState(fields: Fields): LiveState {
  const avatar = optionalMap(fields, "avatar");
  const character = optionalMap(fields, "character");
  const film = optionalMap(fields, "film");
  const rates = optionalMap(fields, "rates") ?? {};
  return {
    session: optionalText(fields, "session"),
    isDaemonUp: choice(fields, "daemon", ["up", "down"]) === "up",
    avatarName: avatar === null ? null : text(avatar, "name"),
    character: character === null ? null : readCharacter(character),
    input: readInput(fieldsOf(fields["input"], "input")),
    devices: maps(fields, "devices").map(readDevice),
    makingName: optionalText(fields, "making"),
    takesPhotos: !isGiven(fields, "takes_photos") || flag(fields, "takes_photos"),
    voices: maps(fields, "voices").map(readVoice),
    outputs: maps(fields, "outputs").map(readOutput),
    outputKinds: maps(fields, "output_kinds").map(readOutputKind),
    recording: optionalText(fields, "recording"),
    film: film === null ? null : readFilm(film),
    controls: readControls(optionalMap(fields, "controls") ?? {}),
    motionHz: optionalFinite(rates, "motion_hz") ?? 0,
    faceHz: optionalFinite(rates, "face_hz") ?? 0,
    latencyMs: optionalFinite(rates, "latency_ms") ?? 0,
  };
}

function readCharacter(fields: Fields): Character {
  return {
    name: text(fields, "name"),
    kind: choice(fields, "kind", ["vrm", "glb"]),
    revision: finite(fields, "revision"),
  };
}

function readInput(fields: Fields): InputState {
  return {
    kind: choice(fields, "kind", ["microphone", "file", "page", "none"]),
    device: optionalText(fields, "device"),
    gateDbfs: optionalFinite(fields, "gate_dbfs"),
    pushToTalk: isGiven(fields, "push_to_talk") && flag(fields, "push_to_talk"),
    isOpen: isGiven(fields, "is_open") && flag(fields, "is_open"),
    note: optionalText(fields, "note") ?? "",
  };
}

function readDevice(fields: Fields): Device {
  const isLoopback = isGiven(fields, "is_loopback") && flag(fields, "is_loopback");
  return { id: text(fields, "id"), name: text(fields, "name"), isLoopback };
}

function readFilm(fields: Fields): Film {
  return {
    name: text(fields, "name"),
    phase: choice(fields, "state", ["making", "done", "failed"]),
    number: finite(fields, "number"),
    share: optionalFinite(fields, "share"),
    note: optionalText(fields, "note") ?? "",
  };
}

function readVoice(fields: Fields): Voice {
  return { name: text(fields, "name"), title: optionalText(fields, "title") ?? "" };
}

function readOutput(fields: Fields): OutputState {
  return {
    name: text(fields, "name"),
    kind: text(fields, "kind"),
    settings: readSettings(optionalMap(fields, "settings") ?? {}),
    isOn: flag(fields, "is_on"),
    phase: choice(fields, "state", ["off", "opening", "on", "failed"]),
    note: optionalText(fields, "note") ?? "",
    sent: optionalFinite(fields, "sent") ?? 0,
    dropped: optionalFinite(fields, "dropped") ?? 0,
  };
}

function readSettings(fields: Fields): Settings {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, scalar(value, name)]));
}

function readOutputKind(fields: Fields): OutputKindInfo {
  return {
    kind: text(fields, "kind"),
    title: text(fields, "title"),
    settings: maps(fields, "settings").map(readSetting),
  };
}

function readSetting(fields: Fields): SettingInfo {
  return {
    name: text(fields, "name"),
    type: choice(fields, "type", ["str", "int", "float", "bool", "choice"]),
    fallback: isGiven(fields, "default") ? scalar(fields["default"], "default") : null,
    choices: isGiven(fields, "choices") ? texts(fields, "choices") : [],
    help: optionalText(fields, "help") ?? "",
  };
}

function scalar(value: unknown, name: string): Scalar {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  throw new MalformedMessage(`${name} is no text, number, true or false`);
}

function isGiven(fields: Fields, key: string): boolean {
  return fields[key] !== undefined && fields[key] !== null;
}

function optionalMap(fields: Fields, key: string): Fields | null {
  return isGiven(fields, key) ? fieldsOf(fields[key], key) : null;
}

function maps(fields: Fields, key: string): readonly Fields[] {
  if (!isGiven(fields, key)) return [];
  const values = list(fields, key);
  if (!values.every(isFields)) throw new MalformedMessage(`${key} is no array of maps`);
  return values;
}
