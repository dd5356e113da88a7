/** Files that a user gives: what each is for, and whether it is small enough. */

import { Refusal } from "../wire/refusal";
import type { Ask } from "./asking";

/** Of a photo 16 MB, of any message 17 MB. */
const MOST_PHOTO_BYTES = 16_000_000;
const MOST_BYTES = 16_900_000;

export const PHOTO_FILES = "image/jpeg,image/png,image/webp";
export const CHARACTER_FILES = ".vrm,.glb";
export const RECORDING_FILES = "audio/*,video/*,.wav,.flac,.mp3,.m4a,.ogg,.opus,.mp4,.webm,.mkv";

export type Purpose = "photo" | "character" | "recording";

const REQUESTS: Readonly<Record<Purpose, string>> = {
  photo: "set_photo",
  character: "set_character",
  recording: "play",
};

/** What a dropped file is for. */
export function purposeOf(file: Pick<File, "name" | "type">): Purpose {
  if (/\.(vrm|glb)$/i.test(file.name)) return "character";
  if (file.type.startsWith("image/") || /\.(jpe?g|png|webp)$/i.test(file.name)) return "photo";
  if (/^(audio|video)\//.test(file.type) || /\.(wav|flac|mp3|m4a|ogg|opus|mp4|webm|mkv)$/i.test(file.name)) return "recording";
  throw new Refusal(`${file.name} is neither a photo, nor a recording, nor a VRM or GLB`);
}

/** Gives a file to the show; true if it took it. */
export async function giveFile(ask: Ask, file: File, purpose: Purpose, request = REQUESTS[purpose]): Promise<boolean> {
  const most = purpose === "photo" ? MOST_PHOTO_BYTES : MOST_BYTES;
  if (file.size > most) {
    const hint = purpose === "recording" ? "Convert it to FLAC, Opus or MP3, or cut it." : "Make it smaller.";
    throw new Refusal(`${file.name} has ${megabytes(file.size)}, most is ${megabytes(most)}`, hint);
  }
  return ask(request, { name: file.name, data: new Uint8Array(await file.arrayBuffer()) });
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
