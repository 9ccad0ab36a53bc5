import { fromPointer, type Model, type Source, toPointer } from "@workshop/openapi";
import { compareBumps, type Reason } from "../rating.ts";

/** A change, before it is known where it stands. */
export interface Finding {
  readonly bump: Reason["bump"];
  readonly rule: string;
  /** Where the old document says it; absent for what was added. */
  readonly old?: Source | undefined;
  /** Where the new document says it; absent for what was removed. */
  readonly next?: Source | undefined;
  /** The sentence; it is given the words for the place. */
  readonly message: (place: string) => string;
}

/** Collects what was found, each thing once however many operations it reaches. */
export class ReasonBook {
  private readonly old: Model;
  private readonly next: Model;
  private readonly oldPlaces: Places;
  private readonly nextPlaces: Places;
  private readonly reasons = new Map<string, Reason>();

  constructor(old: Model, next: Model) {
    this.old = old;
    this.next = next;
    this.oldPlaces = new Places(old);
    this.nextPlaces = new Places(next);
  }

  add({ bump, rule, old, next, message: say }: Finding): void {
    const places = next === undefined ? this.oldPlaces : this.nextPlaces;
    const pointer = places.pointerOf(next ?? old);
    const message = say(places.describe(pointer));
    const key = `${pointer}\n${message}`;
    const known = this.reasons.get(key);
    if (known !== undefined && compareBumps(known.bump, bump) >= 0) return;
    const [oldLine, newLine] = [lineIn(this.old, old), lineIn(this.next, next)];
    this.reasons.set(key, { bump, rule, pointer, oldLine, newLine, message });
  }

  /** The worst first, then in the order of the document. */
  all(): Reason[] {
    return [...this.reasons.values()].sort(
      (one, other) =>
        compareBumps(other.bump, one.bump) || (one.newLine ?? one.oldLine ?? 0) - (other.newLine ?? other.oldLine ?? 0),
    );
  }

  get isEmpty(): boolean {
    return this.reasons.size === 0;
  }
}

/** The line in the document itself; what came with an overlay has none there. */
function lineIn(model: Model, source: Source | undefined): number | undefined {
  return source?.file === model.source.file ? source.line : undefined;
}

/** Keywords that lead to a schema that is about the same value. */
const TRANSPARENT = new Set(["schema", "allOf", "anyOf", "oneOf", "then", "else", "if", "not"]);

/** The places of a model, and what somebody who calls operations would say of them. */
class Places {
  private readonly model: Model;
  /** The words for operations and parameters, by their pointer. */
  private known: ReadonlyMap<string, string> | undefined;

  constructor(model: Model) {
    this.model = model;
  }

  /** The pointer in the document after its overlay. */
  pointerOf(source: Source | undefined): string {
    return source === undefined ? "" : this.model.placeOf(source);
  }

  describe(pointer: string): string {
    const tokens = fromPointer(pointer);
    const [section, first = "", second = "", ...rest] = tokens;
    for (let length = tokens.length; length > 0 && section !== undefined; length -= 1) {
      const name = this.nameOf(tokens.slice(0, length));
      const isOperation = name !== undefined && !name.includes(".");
      if (isOperation) return [code(name), this.below(tokens, length)].filter(Boolean).join(", ");
    }
    if (section === "paths") return [code(first), this.below(tokens, 2)].filter(Boolean).join(", ");
    if (section === "components") {
      const inner = this.nameOf(tokens.slice(0, 3)) ?? second;
      const below = this.below(tokens, 3);
      const isWithin = below.startsWith(".") || below.startsWith("[");
      return isWithin ? code(inner + below) : [code(inner), below].filter(Boolean).join(", ");
    }
    return section === undefined ? "the document" : code([section, first, second, ...rest].filter(Boolean).join("."));
  }

  /** What an operation or parameter is called; a parameter's name has its location before it, with a dot. */
  private nameOf(tokens: readonly string[]): string | undefined {
    this.known ??= namesIn(this.model);
    return this.known.get(toPointer(tokens));
  }

  /** The part of a pointer below an operation or a component. */
  private below(tokens: readonly string[], from: number): string {
    let words = "";
    let isPath = false;
    const say = (text: string): void => {
      words += words === "" ? text : ` ${text}`;
      isPath = false;
    };
    for (let index = from; index < tokens.length; index += 1) {
      const token = tokens[index] ?? "";
      const next = tokens[index + 1];
      if (token === "parameters" && next !== undefined) {
        say(this.nameOf(tokens.slice(0, index + 2)) ?? next);
        index += 1;
      } else if (token === "requestBody") say("body");
      else if (token === "responses" && next !== undefined) {
        say(`response ${next}`);
        index += 1;
      } else if (token === "headers" && next !== undefined) {
        say(`header ${next}`);
        index += 1;
      } else if (token === "content" && next !== undefined) {
        if (!/json/iu.test(next)) say(next);
        index += 1;
      } else if ((token === "properties" || token === "patternProperties") && next !== undefined) {
        words += `.${next}`;
        isPath = true;
        index += 1;
      } else if (token === "items" || token === "prefixItems") {
        words += "[]";
        if (token === "prefixItems" && next !== undefined) index += 1;
      } else if (token === "additionalProperties") words += ".*";
      else if (TRANSPARENT.has(token)) index += /^\d+$/u.test(next ?? "") ? 1 : 0;
      else if (index < tokens.length - 1 && !isPath) say(token);
    }
    return words;
  }
}

function namesIn(model: Model): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const operation of model.operations) {
    for (const parameter of operation.parameters) {
      names.set(model.placeOf(parameter.source), `${parameter.in}.${parameter.name}`);
    }
    // After its parameters: one that its path names and nobody declares stands at the operation itself.
    names.set(model.placeOf(operation.source), operation.name);
  }
  return names;
}

function code(words: string): string {
  return `\`${words}\``;
}
