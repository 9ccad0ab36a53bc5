import type { Plugin } from "vite";
import { type PoolOptions, type PoolWorker, ThreadsPoolWorker, type WorkerRequest } from "vitest/node";

/** The thread that is kept, once there is one. */
let kept: ThreadsPoolWorker | undefined;

/**
 * A thread takes longer to start, and to load all modules, than most mutants take to be found: one thread runs them all, and
 * the setup file has modules loaded anew for each. The first run, which has no mutant, has a thread of its own.
 */
class KeptWorker implements PoolWorker {
  readonly name = "kept";
  readonly #isFresh: boolean;
  readonly #worker: ThreadsPoolWorker;
  readonly #listeners: [event: string, listener: (argument: unknown) => void][] = [];

  constructor(options: PoolOptions) {
    // What Stryker tells its setup file.
    const { mode }: { mode?: string } = options.project.getProvidedContext();
    this.#isFresh = mode !== "mutant";
    if (!this.#isFresh) kept ??= new ThreadsPoolWorker(options);
    this.#worker = (!this.#isFresh && kept) || new ThreadsPoolWorker(options);
  }

  on(event: string, listener: (argument: unknown) => void): void {
    this.#listeners.push([event, listener]);
    this.#worker.on(event, listener);
  }

  off(event: string, listener: (argument: unknown) => void): void {
    this.#worker.off(event, listener);
  }

  send(message: WorkerRequest): void {
    // Stryker wants to know where each test stands, which takes as long as many tests, but of the first run only.
    if (message.type === "start" && !this.#isFresh) message.context.config.includeTaskLocation = false;
    if (message.type === "stop" && !this.#isFresh) {
      for (const [event, listener] of this.#listeners)
        if (event === "message") listener({ type: "stopped", __vitest_worker_response__: true });
    } else this.#worker.send(message);
  }

  async start(): Promise<void> {
    await this.#worker.start();
  }

  async stop(): Promise<void> {
    if (this.#isFresh) await this.#worker.stop();
    else for (const [event, listener] of this.#listeners) this.#worker.off(event, listener);
  }

  deserialize(data: unknown): unknown {
    return data;
  }
}

/** Makes vitest run its tests in it, whatever pool it was told to use. */
export const keptWorker: Plugin = {
  name: "kept-worker",
  configureVitest({ project }) {
    project.config.pool = "kept";
    project.config.poolRunner = { name: "kept", createPoolWorker: (options) => new KeptWorker(options) };
  },
};
