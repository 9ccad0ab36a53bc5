import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isAnswering, type Prism, type PrismDocument, type PrismError, startPrism } from "@workshop/contract";
import { loadModel, type Model } from "@workshop/openapi";
import type { Mutant } from "../mutant.ts";

/** How many mutants share a Prism: enough to share the cost of its start, few enough to share a crash. */
const BATCH = 40;
/** In milliseconds: many documents take longer than one, and the next ones are started while others run. */
const START_DEADLINE = 150_000;

/** A mutant that is mocked. */
export interface MockedMutant {
  readonly url: string;
  /** The reading of the changed document. */
  readonly model: Model;
  /** If Prism is gone: starts it anew, and tells how it ended. */
  restore(): Promise<PrismError | undefined>;
}

/** Mocks mutants in their order, many in one process, the next ones being started while the present ones run. */
export class MutantMocks {
  private readonly batches = new Map<number, Promise<Prism>>();
  private readonly mutants: readonly Mutant[];
  private readonly folder: string;

  /** `folder`: where the changed documents are written; it is the caller's to delete. */
  constructor(mutants: readonly Mutant[], folder: string) {
    this.mutants = mutants;
    this.folder = folder;
  }

  /** @throws {PrismError} when the mock cannot be started */
  async mockOf(index: number): Promise<MockedMutant> {
    const batch = Math.floor(index / BATCH);
    for (const [other, prism] of this.batches) {
      if (other >= batch) continue;
      this.batches.delete(other);
      await (await prism).stop();
    }
    const prism = await this.start(batch);
    // Nobody waits for it yet: should it fail, then whoever does will hear of it.
    void this.start(batch + 1).catch(() => {});
    const name = nameOf(index);
    return {
      url: prism.urls[name] ?? "",
      model: loadModel({ document: this.fileOf(index) }),
      restore: async () => {
        if (await isAnswering(prism.urls[name] ?? "")) return undefined;
        this.batches.delete(batch);
        return prism.ended;
      },
    };
  }

  async stop(): Promise<void> {
    await Promise.allSettled([...this.batches.values()].map(async (prism) => (await prism).stop()));
    this.batches.clear();
  }

  private start(batch: number): Promise<Prism> {
    const known = this.batches.get(batch);
    if (known !== undefined) return known;
    const first = batch * BATCH;
    const documents = this.mutants.slice(first, first + BATCH).map((mutant, offset): PrismDocument => {
      const document = this.fileOf(first + offset);
      mkdirSync(join(this.folder, nameOf(first + offset)), { recursive: true });
      writeFileSync(document, JSON.stringify(mutant.document()));
      return { platform: nameOf(first + offset), document };
    });
    const prism = startPrism(documents, START_DEADLINE);
    this.batches.set(batch, prism);
    // Whoever asks next starts it anew; who waits for this one hears of it all the same.
    prism.catch(() => this.batches.delete(batch));
    return prism;
  }

  /** The file is called as the platform is: its name is the model's. */
  private fileOf(index: number): string {
    const platform = this.mutants[index]?.name.split(":")[0] ?? "mutant";
    return join(this.folder, nameOf(index), `${platform}.json`);
  }
}

function nameOf(index: number): string {
  return `mutant-${index + 1}`;
}
