/** Known shapes of characters, the more likely first; the same in every engine. */

import { EXPRESSION_NAMES, type ExpressionName } from "../wire/motion";
import { PRESET_TABLES, type PresetTable } from "./preset_tables";

/** One coefficient's share in a shape; may be negative. */
export interface Term {
  readonly coefficient: number;
  readonly weight: number;
}

/** Source of a shape's weight: the sum of some coefficients, each with its weight, within 0..1. */
export interface Rule {
  readonly shape: string;
  readonly terms: readonly Term[];
}

export interface Preset {
  readonly name: string;
  /** Name for users. */
  readonly title: string;
  /** True if its names are taken letter by letter, and only if a part of the face has all of them. */
  readonly isWhole: boolean;
  readonly rules: readonly Rule[];
  readonly aliases: ReadonlyMap<string, string>;
}

/** All presets. */
export const PRESETS: readonly Preset[] = PRESET_TABLES.map(read);

/**
 * Reads a preset as it is written here: a line a shape, and after a bar other names of it. A shape that is called like its
 * coefficient needs no more than that. A line that begins with a space goes on with the one before.
 */
function read({ name, title, isWhole, shapes }: PresetTable): Preset {
  const rules: Rule[] = [];
  const aliases = new Map<string, string>();
  for (const line of shapes.replaceAll("\n ", " ").split("\n").filter(Boolean)) {
    const [rule = "", ...others] = line.split("|").map((part) => part.trim());
    const [shape = "", terms = `${rule} 1`] = rule.split("=").map((part) => part.trim());
    rules.push({ shape, terms: terms.split(",").map(readTerm) });
    for (const other of others) aliases.set(other, shape);
  }
  return { name, title, isWhole, rules, aliases };
}

function readTerm(text: string): Term {
  const [name = "", weight = ""] = text.trim().split(/\s+/);
  const coefficient = EXPRESSION_NAMES.indexOf(name as ExpressionName);
  if (coefficient < 0) throw new Error(`no coefficient is called ${name}`);
  return { coefficient, weight: Number(weight) };
}
