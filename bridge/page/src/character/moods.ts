/** Moods of a VRM: expressions of its whole face that smiles, frowns and brows bring out where nothing else shows these. */

import { EXPRESSION_NAMES } from "../wire/motion";
import type { BoundShape } from "./matching";
import type { Rule } from "./presets";

/** By the names of VRM 1, with the weights that the output of VMC has for them: chosen, as a mood looks like its character. */
const MOODS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  happy: { mouthSmileLeft: 0.5, mouthSmileRight: 0.5 },
  angry: { browDownLeft: 0.5, browDownRight: 0.5, browInnerUp: -0.5 },
  sad: { mouthFrownLeft: 0.35, mouthFrownRight: 0.35, browInnerUp: 0.3 },
  relaxed: { cheekSquintLeft: 0.5, cheekSquintRight: 0.5, browDownLeft: -0.5, browDownRight: -0.5 },
};

/** Effect of an expression on vowels and blinks shown at the same time. */
export interface Overrides {
  readonly overrideMouth: string;
  readonly overrideBlink: string;
}

/**
 * The moods that a VRM has and that can be shown beside speech.
 *
 * @param expressions Its expressions by their names.
 * @param shapes What else moves it: one that smiles or frowns by itself needs no moods.
 */
export function matchMoods(expressions: Readonly<Record<string, Overrides>>, shapes: readonly BoundShape[]): BoundShape[] {
  if (shapes.some(({ rule }) => showsMood(rule))) return [];
  return Object.entries(MOODS).flatMap(([name, made]) => {
    const expression = expressions[name];
    // A mood that keeps the mouth or the lids for itself would end speech and blinks at the first smile.
    if (expression === undefined || expression.overrideMouth !== "none" || expression.overrideBlink === "block") return [];
    return [{ name, mesh: 0, preset: "moods", rule: { shape: name, terms: termsOf(made) } }];
  });
}

function termsOf(made: Readonly<Record<string, number>>): Rule["terms"] {
  const names: readonly string[] = EXPRESSION_NAMES;
  return Object.entries(made).map(([name, weight]) => ({ coefficient: names.indexOf(name), weight }));
}

function showsMood({ terms }: Rule): boolean {
  const name = EXPRESSION_NAMES[terms[0]!.coefficient]!;
  return terms.length === 1 && /^(brow|mouthSmile|mouthFrown)/.test(name);
}
