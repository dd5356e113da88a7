/** What is known of characters' shapes, the more likely first; the numbers are the same in every engine's plugin. */

import { EXPRESSION_NAMES, type ExpressionName } from "../wire/motion";

/** One coefficient's share in a shape; may be negative. */
export interface Term {
  readonly coefficient: number;
  readonly weight: number;
}

/** What moves a shape: the sum of some coefficients, each with its weight, within 0..1. */
export interface Rule {
  readonly shape: string;
  readonly terms: readonly Term[];
}

export interface Preset {
  readonly name: string;
  /** Whether its names are taken letter by letter, and only if a part of the face has all of them. */
  readonly isWhole: boolean;
  readonly rules: readonly Rule[];
  readonly aliases: ReadonlyMap<string, string>;
}

const OCULUS = `
viseme_aa = jawOpen 1.05, mouthClose -0.95, mouthPucker -0.1, mouthUpperUpLeft 0.125, mouthUpperUpRight 0.125,
    mouthRollLower -0.15, mouthRollUpper -0.15, mouthShrugLower -0.2, mouthSmileLeft -0.05, mouthSmileRight
    -0.05 | v_aa
viseme_E = jawOpen 0.2, mouthPucker -0.15, mouthLowerDownLeft 0.275, mouthLowerDownRight 0.275 | v_e | v_ee
viseme_I = mouthPucker -0.1, mouthLowerDownLeft 0.25, mouthLowerDownRight 0.25 | viseme_ih | v_ih
viseme_O = jawOpen 0.7, mouthClose -0.8, mouthPressLeft -0.05, mouthPressRight -0.05 | viseme_oh | v_oh
viseme_U = jawOpen 0.25, mouthClose -0.15, mouthPucker 0.55, mouthStretchLeft -0.075, mouthStretchRight -0.075 |
    viseme_ou | v_ou
viseme_CH = jawOpen 0.2, mouthClose -0.2 | v_ch
viseme_PP = jawOpen -2.35, mouthClose 6.15, mouthPucker -0.25, mouthUpperUpLeft -0.325, mouthUpperUpRight
    -0.325, mouthRollLower 0.75, mouthRollUpper 0.8, mouthPressLeft 0.65, mouthPressRight 0.65, mouthShrugLower
    0.1, mouthSmileLeft 0.15, mouthSmileRight 0.15 | v_pp
viseme_FF = jawOpen -0.6, mouthRollLower 2.1, mouthRollUpper -0.75 | v_ff
`;

const VRM = `
aa = jawOpen 0.9, mouthClose -0.8, mouthPucker -0.15, mouthUpperUpLeft 0.1, mouthUpperUpRight 0.1,
    mouthRollLower -0.1, mouthRollUpper -0.1, mouthShrugLower -0.15, mouthSmileLeft -0.05, mouthSmileRight -0.05
    | A | a
ih = mouthLowerDownLeft 0.175, mouthLowerDownRight 0.175 | I | i
ou = mouthPucker 0.65, jawOpen 0.2, mouthClose -0.7, mouthPressLeft -0.05, mouthPressRight -0.05 | U | u
ee = mouthLowerDownLeft 0.175, mouthLowerDownRight 0.175, mouthUpperUpLeft 0.05, mouthUpperUpRight 0.05 | E | e
oh = jawOpen 0.8, mouthClose -0.85 | O | o
blinkLeft = eyeBlinkLeft 1 | Blink_L | blink_l
blinkRight = eyeBlinkRight 1 | Blink_R | blink_r
`;

const VRM_BLINK = `
blink = eyeBlinkLeft 0.5, eyeBlinkRight 0.5 | Blink
`;

export const PRESETS: readonly Preset[] = [
  read("arkit", EXPRESSION_NAMES.join("\n"), false),
  read("oculus", OCULUS, false),
  read("vrm", VRM, true),
  read("vrm_blink", VRM_BLINK, true),
];

/**
 * Reads a preset as it is written here: a line a shape, and after a bar other names of it. A shape that is called like its
 * coefficient needs no more than that. A line that begins with a space goes on with the one before.
 */
function read(name: string, table: string, isWhole: boolean): Preset {
  const rules: Rule[] = [];
  const aliases = new Map<string, string>();
  for (const line of table.replaceAll("\n ", " ").split("\n").filter(Boolean)) {
    const [rule = "", ...others] = line.split("|").map((part) => part.trim());
    const [shape = "", terms = `${rule} 1`] = rule.split("=").map((part) => part.trim());
    rules.push({ shape, terms: terms.split(",").map(readTerm) });
    for (const other of others) aliases.set(other, shape);
  }
  return { name, isWhole, rules, aliases };
}

function readTerm(text: string): Term {
  const [name = "", weight = ""] = text.trim().split(/\s+/);
  const coefficient = EXPRESSION_NAMES.indexOf(name as ExpressionName);
  if (coefficient < 0) throw new Error(`no coefficient is called ${name}`);
  return { coefficient, weight: Number(weight) };
}
