/** Finds by their names what a character's shapes are. */

import { EXPRESSION_NAMES } from "../wire/motion";
import { PRESETS, type Preset, type Rule } from "./presets";
import { endingsOf, spellingOf } from "./spelling";

/** One of a character's shapes, and what moves it. */
export interface BoundShape {
  readonly name: string;
  readonly rule: Rule;
  readonly preset: string;
}

/**
 * Parts of a face that one preset moves as a whole: the visemes of a character would move its mouth a second time if its
 * ARKit shapes move it already.
 */
const REGIONS = [
  ["jaw", "mouth", "tongue"],
  ["eyeBlink", "eyeSquint", "eyeWide"],
  ["eyeLook"],
  ["brow"],
  ["cheek", "nose"],
];

/** Share of a preset's shapes in a region from which on it is taken, whatever those after it have. */
const ENOUGH = 0.8;

type Found = Map<Rule, BoundShape>;

/** Recognises as much of a character as it can. */
export function matchShapes(names: readonly string[], presets: readonly Preset[] = PRESETS): BoundShape[] {
  const found = presets.map((preset) => ({ preset, shapes: recognise(names, preset) }));
  return REGIONS.flatMap((_, region) => {
    let best: Found = new Map();
    let bestShare = 0;
    for (const { preset, shapes } of found) {
      const share = Math.min(ENOUGH, shareOf(preset, shapes, region));
      if (share <= bestShare) continue;
      bestShare = share;
      best = shapes;
    }
    return [...best].filter(([rule]) => regionOf(rule) === region).map(([, shape]) => shape);
  });
}

/** Which shapes of a preset are there; of several that may be the same, the one with least before its name. */
function recognise(names: readonly string[], preset: Preset): Found {
  const known = knownBy(preset);
  const found: Found = new Map();
  const extra = new Map<Rule, number>();
  for (const name of names) {
    const spellings = preset.isWhole ? [name] : endingsOf(name);
    const before = spellings.findIndex((spelling) => known.has(spelling));
    const rule = known.get(spellings[before] ?? "");
    if (rule === undefined || before >= (extra.get(rule) ?? Infinity)) continue;
    extra.set(rule, before);
    found.set(rule, { name, rule, preset: preset.name });
  }
  return found;
}

function knownBy(preset: Preset): Map<string, Rule> {
  const spelled = (name: string): string => (preset.isWhole ? name : spellingOf(name));
  const known = new Map(preset.rules.map((rule) => [spelled(rule.shape), rule]));
  for (const [alias, shape] of preset.aliases) {
    const rule = known.get(spelled(shape));
    if (rule !== undefined) known.set(spelled(alias), rule);
  }
  return known;
}

function shareOf(preset: Preset, found: Found, region: number): number {
  const expected = preset.rules.filter((rule) => regionOf(rule) === region);
  const got = expected.filter((rule) => found.has(rule)).length;
  const isPart = preset.isWhole && got !== expected.length;
  return got === 0 || isPart ? 0 : got / expected.length;
}

/** The region that a rule moves most. */
function regionOf(rule: Rule): number {
  const heaviest = rule.terms.reduce((most, term) => (Math.abs(term.weight) > Math.abs(most.weight) ? term : most));
  const name = EXPRESSION_NAMES[heaviest.coefficient]!;
  return REGIONS.findIndex((beginnings) => beginnings.some((beginning) => name.startsWith(beginning)));
}
