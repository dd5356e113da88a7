/** Look of an overlay, from its address. */

export type OverlayCharacter = "auto" | "face" | "head" | "vrm";

export interface OverlayOptions {
  /** `auto`: the photo where there is one, otherwise the character. */
  readonly character: OverlayCharacter;
  /** A CSS colour, or null for none. */
  readonly background: string | null;
  /** Size of a character; 1 shows head and shoulders. */
  readonly scale: number;
  readonly isMuted: boolean;
}

export const CHARACTERS: readonly OverlayCharacter[] = ["auto", "face", "head", "vrm"];
const SCALES = { least: 0.25, most: 4 };
const COLOR = /^(#?[0-9a-f]{3,8}|[a-z]+)$/i;

export function optionsOf(search: string): OverlayOptions {
  const query = new URLSearchParams(search);
  const scale = Number(query.get("scale") ?? "1");
  return {
    character: CHARACTERS.find((known) => known === query.get("character")) ?? "auto",
    background: colorOf(query.get("background")),
    scale: Number.isFinite(scale) && scale > 0 ? Math.min(SCALES.most, Math.max(SCALES.least, scale)) : 1,
    isMuted: ["1", "true", "yes", ""].includes(query.get("mute") ?? "no"),
  };
}

/** The address of an overlay beside this page. */
export function overlayAddress(origin: string, options: OverlayOptions, token: string): string {
  const query = new URLSearchParams();
  if (options.character !== "auto") query.set("character", options.character);
  if (options.background !== null) query.set("background", options.background.replace(/^#/, ""));
  if (options.scale !== 1) query.set("scale", String(options.scale));
  if (options.isMuted) query.set("mute", "1");
  const search = query.size === 0 ? "" : `?${query}`;
  return `${origin}/overlay${search}#token=${encodeURIComponent(token)}`;
}

/** A colour by its name, or in hexadecimal digits with or without `#`, which addresses do not like. */
function colorOf(given: string | null): string | null {
  if (given === null || given === "transparent" || !COLOR.test(given)) return null;
  return /^[0-9a-f]{3,8}$/i.test(given) ? `#${given}` : given;
}
