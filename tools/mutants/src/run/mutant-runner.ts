import { mkdtempSync, rmSync } from "node:fs";
import { Agent } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type Case,
  type CreateClient,
  deriveCases,
  type Reading,
  type Stage,
  startRecorder,
  startTokenServer,
  type TokenServer,
} from "@workshop/contract";
import type { Model } from "@workshop/openapi";
import { SchemaChecker } from "@workshop/samples";
import type { Mutant } from "../mutant.ts";
import { MutantMocks } from "./mutant-mocks.ts";
import { type Means, type Outcome, runMutant } from "./run-mutant.ts";

/** Whose mutants are run. */
export interface MutantSubject {
  /** The document with its overlay: what the client was built from. */
  readonly model: Model;
  readonly bareModel: Model;
  readonly createClient: CreateClient;
}

/** In milliseconds: a machine that is busy with a thousand mutants may be slow, and a response that never comes is rare. */
const DEADLINE = 20_000;

/** Runs mutants of one document, in their order. */
export class MutantRunner {
  private readonly cases: readonly Case[];
  private readonly overlaid: Reading;
  private readonly mocks: MutantMocks;
  private readonly folder = mkdtempSync(join(tmpdir(), "mutants-"));
  private readonly agent = new Agent({ keepAlive: true });
  private tokens: TokenServer | undefined;
  private readonly subject: MutantSubject;
  private readonly mutants: readonly Mutant[];

  constructor(subject: MutantSubject, mutants: readonly Mutant[]) {
    this.subject = subject;
    this.mutants = mutants;
    this.cases = deriveCases(subject.model, subject.bareModel);
    this.overlaid = { model: subject.model, checker: new SchemaChecker(subject.model) };
    this.mocks = new MutantMocks(mutants, this.folder);
  }

  /** @throws {PrismError} when a mutant cannot be mocked, or has crashed its mock */
  async run(index: number, means?: Means): Promise<Outcome> {
    const mutant = this.mutants[index];
    if (mutant === undefined) throw new RangeError(`There is no mutant ${index}.`);
    const mock = await this.mocks.mockOf(index);
    this.tokens ??= await startTokenServer();
    const recorder = await startRecorder(mock.url, { agent: this.agent, deadline: DEADLINE });
    const stage: Stage = {
      overlaid: this.overlaid,
      bare: { model: mock.model, checker: new SchemaChecker(mock.model) },
      prismUrl: mock.url,
      recorder,
      tokens: this.tokens,
      createClient: this.subject.createClient,
      restorePrism: mock.restore,
      stop: async () => {},
    };
    try {
      return await runMutant(stage, mutant, this.subject.bareModel, this.cases, means);
    } finally {
      await recorder.stop();
      // Some documents make Prism crash, and the wire check alone finds what is wrong: the next mutant finds a new Prism.
      await mock.restore();
    }
  }

  async stop(): Promise<void> {
    await Promise.all([this.mocks.stop(), this.tokens?.stop()]);
    this.agent.destroy();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
