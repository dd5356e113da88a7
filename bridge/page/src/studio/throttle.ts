/** Calls with the newest value, at most so often; the last one is never lost. */
export function throttled<T>(everyMs: number, call: (value: T) => void): (value: T) => void {
  let waiting: { value: T } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const next = (): void => {
    timer = undefined;
    if (waiting === null) return;
    const { value } = waiting;
    waiting = null;
    timer = setTimeout(next, everyMs);
    call(value);
  };
  return (value) => {
    waiting = { value };
    if (timer === undefined) next();
  };
}
