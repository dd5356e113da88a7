/** Turns coefficients into the weights of a character's shapes. */

import type { BoundShape } from "./matching";
import type { Rule } from "./presets";

/** A shape's weight in a face, 0..1. */
export function weightOf(rule: Rule, expression: Float32Array): number {
  let sum = 0;
  for (const term of rule.terms) sum += term.weight * expression[term.coefficient]!;
  return Math.min(1, Math.max(0, sum));
}

/** Whether shapes turn the eyes, so that bones must not do it a second time. */
export function movesEyes(shapes: readonly BoundShape[]): boolean {
  return shapes.some((shape) => shape.preset === "arkit" && /eyelook/i.test(shape.name.replace(/[_\s]/g, "")));
}
