import type { Input } from "@workshop/samples";
import { OPERATION } from "../clauses/scopes.ts";
import type { AddressCase } from "./case.ts";
import type { OperationPair } from "./operation-pair.ts";

/** Where a call goes by default, and where with each other server of the document. */
export function addressCases({ overlaid, overlaidReading, maker, book }: OperationPair, input: Input): AddressCase[] {
  // What is relative is no address: whoever makes the client gives one.
  const servers = overlaidReading.model.servers.filter(({ url }) => /^https?:\/\//i.test(url));
  return servers.map(({ url, source }) => {
    const isTold = overlaidReading.model.servers[0]?.url !== url;
    return {
      kind: "address",
      name: `${isTold ? "goes" : "goes by default"} to ${url}`,
      operation: overlaid.name,
      clauses: [book.at(OPERATION, source, "server", "kept")],
      input,
      allowUnbounded: maker.isUnbounded(input),
      server: url,
      isTold,
    };
  });
}
