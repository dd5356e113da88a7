/** Something that was asked for and is not done, in words for the user. */
export class Refusal extends Error {
  override name = "Refusal";
  /** Advice on what to do; may be empty. */
  readonly hint: string;

  constructor(message: string, hint = "") {
    super(message);
    this.hint = hint;
  }
}

/** Any error as words. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  return new Refusal(error instanceof Error ? error.message : String(error));
}
