/** An audio context whose time is the test's: `performance.now()` and its own clock begin together. */

export class FakeAudio {
  nowS = 0;
  readonly starts: number[] = [];
  stops = 0;
  readonly context: AudioContext;

  constructor(state: AudioContextState = "running") {
    const clock = this;
    const context = {
      state,
      destination: {},
      get currentTime(): number {
        return clock.nowS;
      },
      getOutputTimestamp: () => ({ contextTime: 1e-9, performanceTime: 0 }),
      createGain: () => ({ gain: { value: 1 }, connect: () => undefined }),
      createBuffer: () => ({ copyToChannel: () => undefined }),
      createBufferSource: () => ({
        connect: () => undefined,
        start: (atS: number) => this.starts.push(atS),
        stop: () => this.stops++,
      }),
      close: () => Promise.resolve(),
      resume: () => Promise.resolve(),
    };
    this.context = context as unknown as AudioContext;
  }
}
