/** Finds by their names what a character's shapes are, by the rules that Blender and Unity have too. */

import { EXPRESSION_NAMES } from "../wire/motion";
import { ENOUGH, REGIONS, type Region } from "./preset_tables";
import { PRESETS, type Preset, type Rule } from "./presets";
import { endingsOf, spellingOf } from "./spelling";

/** A shape that a character has; an empty one moves nothing, as most do that tools give a mesh for their names' sake. */
export interface Shape {
  readonly name: string;
  readonly mesh: number;
  readonly isEmpty: boolean;
}

/** One of a character's shapes, and what moves it. */
export interface BoundShape {
  readonly name: string;
  readonly mesh: number;
  readonly rule: Rule;
  readonly preset: string;
}

/** Recognised mapping: the shapes that move, and for each part of the face by which preset and why, in words. */
export interface Recognised {
  readonly shapes: readonly BoundShape[];
  readonly choices: readonly string[];
}

interface Candidate {
  readonly preset: Preset;
  readonly expected: number;
  readonly shapes: readonly BoundShape[];
  readonly moving: number;
  readonly empty: readonly string[];
  readonly share: number;
  readonly isUseful: boolean;
}

interface Found {
  readonly shape: Shape;
  readonly rule: Rule;
  readonly before: number;
}

/** Shapes of one mesh, of which each moves something. */
export function shapesNamed(names: readonly string[]): Shape[] {
  return names.map((name) => ({ name, mesh: 0, isEmpty: false }));
}

/** Recognises as much of a character as it can; `prefer` names a preset that is taken wherever it moves anything. */
export function recogniseShapes(shapes: readonly Shape[], prefer = ""): Recognised {
  const found = PRESETS.map((preset) => ({ preset, found: findShapes(shapes, preset) }));
  const chosen = REGIONS.flatMap((region) => {
    const candidates = found
      .map((each) => candidateOf(region, each.preset, each.found, each.preset.name === prefer))
      .filter((candidate) => candidate.moving > 0 || candidate.empty.length > 0);
    const taken = best(candidates, prefer);
    return taken === null ? [] : [{ region, taken, others: candidates.filter((candidate) => candidate !== taken) }];
  });
  return {
    shapes: chosen.flatMap(({ taken }) => taken.shapes),
    choices: chosen.map(({ region, taken, others }) => wordsOf(region, taken, others, taken.preset.name === prefer)),
  };
}

/** Shapes of a preset that are there; of several of a mesh that may be the same, one that moves, with least before it. */
function findShapes(shapes: readonly Shape[], preset: Preset): Found[] {
  const known = knownBy(preset);
  const found = new Map<string, Found>();
  for (const shape of shapes) {
    const spellings = preset.isWhole ? [shape.name] : endingsOf(shape.name);
    const before = spellings.findIndex((spelling) => known.has(spelling));
    const rule = known.get(spellings[before] ?? "");
    if (rule === undefined) continue;
    const place = `${shape.mesh} ${rule.shape}`;
    const former = found.get(place);
    if (former === undefined || rankOf(shape, before) < rankOf(former.shape, former.before)) {
      found.set(place, { shape, rule, before });
    }
  }
  return [...found.values()];
}

function rankOf(shape: Shape, before: number): number {
  return before + (shape.isEmpty ? 1000 : 0);
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

function candidateOf(region: Region, preset: Preset, found: readonly Found[], isPreferred: boolean): Candidate {
  const expected = preset.rules.filter((rule) => regionOf(rule) === region);
  const there = new Set(found.map(({ rule }) => rule));
  const counts = !preset.isWhole || isPreferred || expected.every((rule) => there.has(rule));
  const here = counts ? found.filter(({ rule }) => regionOf(rule) === region) : [];
  const shapes = here
    .filter(({ shape }) => !shape.isEmpty)
    .map(({ shape, rule }) => ({ name: shape.name, mesh: shape.mesh, rule, preset: preset.name }));
  const moving = new Set(shapes.map(({ rule }) => rule));
  const empty = new Set(here.filter(({ rule }) => !moving.has(rule)).map(({ rule }) => rule.shape));
  return {
    preset, shapes, expected: expected.length, moving: moving.size, empty: [...empty],
    share: Math.min(ENOUGH, moving.size / Math.max(1, expected.length)),
    isUseful: region.needs.length === 0 || shapes.some(({ rule }) => serves(rule, region)),
  };
}

/** The preferred one; or of those that are of use, or else of all, the first of which enough moves, or the most. */
function best(candidates: readonly Candidate[], prefer: string): Candidate | null {
  const moving = candidates.filter((candidate) => candidate.moving > 0);
  const preferred = moving.filter(({ preset }) => preset.name === prefer);
  const useful = moving.filter(({ isUseful }) => isUseful);
  const pool = preferred.length > 0 ? preferred : useful.length > 0 ? useful : moving;
  const most = pool.reduce<Candidate | null>((most, next) => (most === null || next.share > most.share ? next : most), null);
  // Of standards that share names, the one that moves all that another moves, and more, is meant.
  return most === null ? null : pool.reduce((former, next) => (movesMore(next, former) ? next : former), most);
}

function movesMore(candidate: Candidate, other: Candidate): boolean {
  const moved = new Set(candidate.shapes.map(({ mesh, name }) => `${mesh} ${name}`));
  return moved.size > other.shapes.length && other.shapes.every(({ mesh, name }) => moved.has(`${mesh} ${name}`));
}

/** True if a rule does what the region is for: opens the mouth, closes the lids. */
function serves(rule: Rule, region: Region): boolean {
  return rule.terms.some(({ coefficient, weight }) => weight > 0 && region.needs.includes(EXPRESSION_NAMES[coefficient]!));
}

/** The region that a rule moves most. */
function regionOf(rule: Rule): Region | undefined {
  const heaviest = rule.terms.reduce((most, term) => (Math.abs(term.weight) > Math.abs(most.weight) ? term : most));
  const name = EXPRESSION_NAMES[heaviest.coefficient]!;
  return REGIONS.find(({ begins }) => begins.some((beginning) => name.startsWith(beginning)));
}

/** `mouth by VRoid (5 of 5 shapes), not by ARKit (0 of 28; moves nothing: jawOpen)` */
function wordsOf(region: Region, taken: Candidate, others: readonly Candidate[], isPreferred: boolean): string {
  const preferred = isPreferred ? ", as preferred" : "";
  let said = `${region.name} by ${taken.preset.title} (${countOf(taken)} shapes${stillOf(taken)}${preferred})`;
  const told = new Set(taken.empty.map(spellingOf));
  for (const other of others) {
    // Presets share names, so what is empty is told once; of what is there by chance nothing is told.
    const fresh = other.empty.map(spellingOf).filter((name) => !told.has(name));
    if (fresh.length === 0 && other.share < ENOUGH) continue;
    const useless = other.moving > 0 && !other.isUseful ? `; has no ${region.needs.join(" or ")}` : "";
    said += `, not by ${other.preset.title} (${countOf(other)}${stillOf(other)}${useless})`;
    for (const name of fresh) told.add(name);
  }
  return said;
}

function countOf(candidate: Candidate): string {
  return `${candidate.moving} of ${candidate.expected}`;
}

function stillOf({ empty }: Candidate): string {
  const more = empty.length > 3 ? ` and ${empty.length - 3} more` : "";
  if (empty.length === 0) return "";
  return `; ${empty.length === 1 ? "moves" : "move"} nothing: ${empty.slice(0, 3).join(", ")}${more}`;
}
