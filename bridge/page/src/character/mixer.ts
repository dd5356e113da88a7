/** Turns coefficients into the weights of a character's shapes. */

import { EXPRESSION_NAMES } from "../wire/motion";
import type { BoundShape } from "./matching";
import type { Rule, Term } from "./presets";

/** A shape's weight in a face, 0..1. */
export function weightOf(rule: Rule, expression: Float32Array): number {
  let sum = 0;
  for (const term of rule.terms) sum += term.weight * expression[term.coefficient]!;
  return Math.min(1, Math.max(0, sum));
}

/** True if shapes turn the eyes, so that bones must not do it a second time. */
export function movesEyes(shapes: readonly BoundShape[]): boolean {
  const isGaze = ({ coefficient }: Term): boolean => EXPRESSION_NAMES[coefficient]!.startsWith("eyeLook");
  return shapes.some(({ rule }) => rule.terms.some(isGaze));
}
