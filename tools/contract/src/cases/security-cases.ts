import { isAbsolute, ownServer, rootServer } from "@workshop/openapi";
import type { Input } from "@workshop/samples";
import { OPERATION } from "../clauses/clause-book.ts";
import { credentialSets } from "../credentials/credential-set.ts";
import { schemeNamedNowhere } from "../prism/named-nowhere.ts";
import type { AddressCase, Clause, NoCredentialsCase, PrismVerdict, SecurityCase } from "./case.ts";
import { type OperationPair, whyOutOfQuestion } from "./operation-pair.ts";
import { successResponse } from "./sample-response.ts";

/** Each way to authenticate, and none. */
export function securityCases(pair: OperationPair, input: Input): (NoCredentialsCase | SecurityCase)[] {
  const { overlaid, bare, maker, book } = pair;
  const base = { operation: overlaid.name, input, allowUnbounded: maker.isUnbounded(input) };
  const notAsked = whyOutOfQuestion(pair, input);
  const canned = notAsked === undefined ? {} : { response: successResponse(pair.overlaidReading, overlaid) };
  const unasked = notAsked === undefined ? "" : `; Prism is not asked: ${notAsked}`;
  const cases: (NoCredentialsCase | SecurityCase)[] = [];
  for (const alternative of overlaid.security) {
    if (alternative.schemes.length === 0) continue;
    for (const credentials of credentialSets(alternative)) {
      const clauses = [
        book.at(OPERATION, alternative.source, "security", "kept"),
        ...alternative.schemes.map(({ scheme }) => book.at(OPERATION, scheme.source, "security scheme", "kept")),
        ...credentials.flows.map(({ source }) => book.at(OPERATION, source, "flow", "kept")),
      ];
      cases.push({
        ...base,
        kind: "security",
        name: `authenticates with ${credentials.words}${unasked}`,
        clauses,
        credentials,
        ...canned,
      });
    }
  }
  const isOptional = overlaid.security.length === 0 || overlaid.security.some(({ schemes }) => schemes.length === 0);
  const nowhere = schemeNamedNowhere(pair.bareReading.model, bare);
  const isAskedFor = bare.security.length > 0 && bare.security.every(({ schemes }) => schemes.length > 0);
  const prismRefuses = isAskedFor && nowhere === undefined;
  const ignored = `it asks for nothing where a scheme (${nowhere}) is defined nowhere`;
  const prism: PrismVerdict =
    notAsked !== undefined
      ? { kind: "not asked", reason: notAsked }
      : prismRefuses
        ? { kind: "refuses" }
        : { kind: "lets through", reason: isAskedFor ? ignored : "the document asks for none" };
  const name = isOptional
    ? "authenticates without credentials"
    : `refuses a call without credentials${prismRefuses ? ", and so does Prism" : isAskedFor ? `; Prism lets it through: ${ignored}` : ", which the overlay forbids"}`;
  cases.push({
    ...base,
    kind: "no credentials",
    name,
    clauses: withoutCredentials(pair, isOptional),
    client: isOptional ? "sends" : "refuses",
    prism,
    ...canned,
    request: pair.wire(input, { arrives: [] }),
  });
  return cases;
}

/** The clauses that a call without credentials exercises. */
function withoutCredentials({ overlaid, book }: OperationPair, isOptional: boolean): Clause[] {
  const { security, source } = overlaid;
  if (!isOptional) return security.map((alternative) => book.at(OPERATION, alternative.source, "security", "broken"));
  if (security.length === 0) return [book.at(OPERATION, book.model.within(source, "security"), "security", "kept")];
  return security.flatMap((alternative) =>
    alternative.schemes.length === 0 ? [book.at(OPERATION, alternative.source, "security", "kept")] : [],
  );
}

/** Where a call goes by default, and where with each other server of the document. */
export function addressCases({ overlaid, overlaidReading, maker, book }: OperationPair, input: Input): AddressCase[] {
  const { model } = overlaidReading;
  const own = ownServer(model, overlaid);
  const listed = own === undefined ? model.servers : overlaid.servers;
  const usual = own ?? rootServer(model);
  // What is relative is no address: whoever makes the client gives one.
  const servers = listed.filter((server) => isAbsolute(server));
  return servers.map(({ url, source }) => {
    const isTold = usual?.url !== url;
    return {
      kind: "address",
      name: `${isTold ? "goes" : "goes by default"} to ${url}`,
      operation: overlaid.name,
      clauses: [book.at(OPERATION, source, "server", "kept")],
      input,
      allowUnbounded: maker.isUnbounded(input),
      server: url,
      isTold,
      instead: own?.template,
    };
  });
}
