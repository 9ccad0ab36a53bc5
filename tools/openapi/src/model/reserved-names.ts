/** Words that cannot name a function of a module in strict mode. */
const OF_THE_LANGUAGE = words(
  "arguments await break case catch class const continue debugger default delete do else enum eval export extends " +
    "false finally for function globalThis if implements import in instanceof interface let new null package private " +
    "protected public return static super switch this throw true try typeof undefined var void while with yield",
);

/**
 * Names that the language itself calls on an object: with a method `then` a client would be called by each `await` that it
 * comes to, and with `toJSON` by each log that shows it.
 */
const CALLED_BY_ITSELF = words(
  "then toJSON constructor hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString toString valueOf",
);

/**
 * What every client exports besides its operations, whose names and types (`batch` has a `BatchResult`) must not be the same.
 * A test of the generator holds this list against client-core.
 */
const EXPORTED_BY_CLIENTS = words(
  "clientCredentialsGrant inBatches isApiError isClientError isInvalidRequestError isNotSentError isOutcomeUnknownError " +
    "passwordGrant",
);

const WITH_TYPES_OF_CLIENTS = words("batch");

/** Whether a name means something to the language, wherever it stands. */
export function isReserved(name: string): boolean {
  return OF_THE_LANGUAGE.has(name) || isCalledByItself(name);
}

/** Whether the language calls a member of that name by itself. */
export function isCalledByItself(name: string): boolean {
  return CALLED_BY_ITSELF.has(name);
}

/** Whether every client exports something of that name already, or of the name of one of its types. */
export function isOfClients(name: string): boolean {
  return EXPORTED_BY_CLIENTS.has(name) || WITH_TYPES_OF_CLIENTS.has(name);
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(" "));
}
