import { DocumentError } from "../document-error.ts";
import { parseFile } from "../parse.ts";
import { cutOut, type DocumentText, dataIn, type NewDocument } from "./cut-out.ts";
import { composedText } from "./merge-documents.ts";
import { documentAddress } from "./page-origin.ts";
import { leadsToThisMachine, withoutCredentials } from "./public-address.ts";
import type { Published } from "./published-source.ts";
import type { RecordedOrigin } from "./source-records.ts";
import { takeOperations } from "./take-operations.ts";

/**
 * Where the full document stands that an origin names.
 *
 * @throws {DocumentError} when it names none.
 */
export function fullDocumentAddress({ document, index, source }: RecordedOrigin, file: string): URL {
  const base = index ?? source ?? "";
  const address = document === undefined ? undefined : documentAddress(document, base);
  if (address !== undefined && !leadsToThisMachine(base, address)) return address;
  throw new DocumentError(
    { file },
    document === undefined
      ? "the page names no full document"
      : address !== undefined
        ? `a page of ${new URL(base).origin} names a document on this very machine`
        : `nobody can tell of which site ${JSON.stringify(withoutCredentials(document))} is a path`,
    "take the operation from its page, without --from-document",
  );
}

/**
 * Takes the operations of a page out of the full document that the page names.
 *
 * @param page what would be stored of the page or pages alone.
 * @param frame the page that info, servers, security and tags are kept from.
 * @throws {DocumentError} when there is no such document, or the operations cannot be taken out of it.
 */
export async function fromFullDocument(
  page: NewDocument,
  frame: DocumentText,
  read: (url: URL) => Promise<Published>,
  progress: (step: string) => void,
): Promise<NewDocument> {
  const { origin, notes } = page;
  const address = fullDocumentAddress(origin, page.file);
  progress(`fetching ${address.origin}${address.pathname}`);
  const full = cutOut(await read(address));
  progress(`taking ${(origin.operation ?? []).join(", ")} out of ${full.text.length} characters`);
  const data = takeOperations(parseFile(full.file, full.text), origin.operation ?? [], dataIn(frame));
  return {
    text: composedText(data),
    file: `${full.file} (what was taken out of it)`,
    firstLine: 1,
    origin: { ...origin, from: "document" },
    notes,
  };
}
