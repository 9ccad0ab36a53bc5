import assert from "node:assert/strict";
import { repositoryRoot } from "@workshop/config/repository-root";
import { loadPlatform } from "@workshop/openapi";
import { InputMaker, inputArbitrary, partsOf, SchemaChecker } from "@workshop/samples";
import fc from "fast-check";
import { describe, test } from "vitest";
import type { ContractSubject } from "./describe-contract.ts";
import { allDistorted, anythingIn, distortedArbitrary, plainly } from "./properties/given.ts";
import { assertProperty, type PropertySubject } from "./properties/operation-property.ts";
import { pollutionFor } from "./properties/pollution.ts";
import { WAYS } from "./properties/ways.ts";

/** How many inputs each of the random properties tries. */
const RUNS = 150;

/**
 * Tests for every operation of a platform that any input is either refused, with nothing sent, or decodes on the server to
 * just what was given: valid inputs, inputs in which something is of another type than it should be, and anything at all;
 * through methods, `.result`, `.plan` and the openapi-fetch client. To be called once at the top of a vitest file.
 */
export function describeProperties({ platform, createClient, createFetchClient }: ContractSubject): void {
  const model = loadPlatform(repositoryRoot(), platform, {});
  const checker = new SchemaChecker(model);
  for (const operation of model.operations.filter((known) => partsOf(known).length > 0)) {
    for (const media of operation.requestBody?.content ?? [undefined]) {
      describe(`${platform} ${operation.name}${media === undefined ? "" : ` with ${media.mediaType}`}`, () => {
        const maker = new InputMaker(model, operation, checker, media);
        // The suite hands inputs to the client that no type of its package allows: that is its purpose.
        const create = createClient as unknown as PropertySubject["createClient"];
        testProperties({
          reading: { model, checker },
          maker,
          createClient: create,
          createFetchClient: createFetchClient as unknown as PropertySubject["createFetchClient"],
        });
      });
    }
  }
}

/** The properties of one operation, as tests. */
export function testProperties(subject: PropertySubject): void {
  const { maker } = subject;
  const inputs = inputArbitrary(maker);
  const { input: filled } = maker.filled();

  test("a valid input arrives as it was given", async () => {
    let valid = 0;
    let sent = 0;
    const property = fc.asyncProperty(inputs, fc.boolean(), async (input, allowUnbounded) => {
      const wasSent = await assertProperty(subject, plainly(input), { allowUnbounded });
      if (!maker.accepts(input)) return;
      valid += 1;
      if (wasSent) sent += 1;
    });
    await fc.assert(property, { numRuns: RUNS });
    assert.ok(valid > RUNS / 2, `only ${valid} of ${RUNS} inputs were valid: the property says too little`);
    assert.ok(sent > valid / 4, `only ${sent} of ${valid} valid inputs were sent: the rest was refused`);
  });

  test("whatever stands in the place of any one value is refused, or arrives as it was given", async () => {
    // Each in one of the ways, in turn: the random ones below are made in all of them.
    let turn = 0;
    for (const given of allDistorted(filled)) {
      turn += 1;
      const way = WAYS[turn % WAYS.length] ?? "method";
      await assertProperty(subject, given, { allowUnbounded: true, ways: [way] });
    }
  });

  test("a valid input with something else in it is refused, or arrives as it was given", async () => {
    const property = fc.asyncProperty(distortedArbitrary(inputs), fc.boolean(), async (given, allowUnbounded) => {
      await assertProperty(subject, given, { allowUnbounded });
    });
    await fc.assert(property, { numRuns: RUNS });
  });

  test("an input of anything is refused, or arrives as it was given", async () => {
    const property = fc.asyncProperty(anythingIn(inputs), fc.boolean(), async (given, allowUnbounded) => {
      await assertProperty(subject, given, { allowUnbounded });
    });
    await fc.assert(property, { numRuns: RUNS });
  });

  test("a polluted Object.prototype adds nothing and takes nothing away", async () => {
    const pollution = pollutionFor(maker.operation, filled);
    const property = fc.asyncProperty(fc.oneof(inputs.map(plainly), distortedArbitrary(inputs)), async (given) => {
      await assertProperty(subject, given, { pollution });
    });
    await fc.assert(property, { numRuns: RUNS });
  });
}
