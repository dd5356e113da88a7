/** Reading maps that somebody else wrote: each field is checked before it is used. */

/** A map of a message, whose values nobody has looked at. */
export type Fields = Readonly<Record<string, unknown>>;

/** A message that is not as the protocol has it; the text says what was got. */
export class MalformedMessage extends Error {
  override name = "MalformedMessage";
}

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
}

/** A value as a map. */
export function fieldsOf(value: unknown, what: string): Fields {
  if (!isFields(value)) throw new MalformedMessage(`${what} is ${kindOf(value)}, expected a map`);
  return value;
}

export function text(fields: Fields, key: string): string {
  const value = fields[key];
  if (typeof value !== "string") throw wrong(key, value, "text");
  return value;
}

export function optionalText(fields: Fields, key: string): string | null {
  return isAbsent(fields[key]) ? null : text(fields, key);
}

export function finite(fields: Fields, key: string): number {
  const value = fields[key];
  if (typeof value !== "number" || !Number.isFinite(value)) throw wrong(key, value, "a finite number");
  return value;
}

export function optionalFinite(fields: Fields, key: string): number | null {
  return isAbsent(fields[key]) ? null : finite(fields, key);
}

/** An integer within bounds, both included. */
export function integer(fields: Fields, key: string, least = 0, most = Number.MAX_SAFE_INTEGER): number {
  const value = fields[key];
  if (!isInteger(value, least, most)) throw wrong(key, value, `an integer of ${least} to ${most}`);
  return value;
}

/** An integer at a position of an array, within bounds, both included. */
export function integerAt(values: readonly unknown[], at: number, name: string, least: number, most: number): number {
  const value = values[at];
  if (!isInteger(value, least, most)) throw wrong(name, value, `an integer of ${least} to ${most} at position ${at}`);
  return value;
}

export function flag(fields: Fields, key: string): boolean {
  const value = fields[key];
  if (typeof value !== "boolean") throw wrong(key, value, "true or false");
  return value;
}

export function list(fields: Fields, key: string): readonly unknown[] {
  const value = fields[key];
  if (!Array.isArray(value)) throw wrong(key, value, "an array");
  return value as readonly unknown[];
}

/** An array of text; of a fixed length, those beyond belong to a later version. */
export function texts(fields: Fields, key: string, length?: number): string[] {
  const values = list(fields, key);
  if (length !== undefined && values.length < length) {
    throw new MalformedMessage(`${key} has ${values.length} elements, expected ${length}`);
  }
  return values.slice(0, length).map((value) => {
    if (typeof value !== "string") throw wrong(key, value, "an array of text");
    return value;
  });
}

/** One of a few words. */
export function choice<T extends string>(fields: Fields, key: string, choices: readonly T[]): T {
  const value = fields[key];
  const found = choices.find((known) => known === value);
  if (found === undefined) throw wrong(key, value, choices.join(" or "));
  return found;
}

export function isInteger(value: unknown, least: number, most: number): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= least && value <= most;
}

/** True if a key is left out or nil, which mean the same. */
export function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

function wrong(key: string, value: unknown, expected: string): MalformedMessage {
  return new MalformedMessage(`${key} is ${kindOf(value)}, expected ${expected}`);
}

function kindOf(value: unknown): string {
  if (value === undefined) return "missing";
  if (value === null) return "nil";
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object") return "a map or bytes";
  return JSON.stringify(value)?.slice(0, 80) ?? typeof value;
}
