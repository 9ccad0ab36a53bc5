import { type Fault, invalid, unsent } from "../fault.ts";
import { SECRET } from "../subject.ts";

const group = "request";
const splitting = `${SECRET}\r\nx-injected: 1\r\n\r\nDELETE / HTTP/1.1`;

const credentials = (value: unknown) => (stage: { readonly subject: { readonly auth: object } }) => ({
  auth: Object.fromEntries(Object.keys(stage.subject.auth).map((name) => [name, value])),
});

/** What would split or change the request is refused, and shows nothing of a secret. */
export const requestFaults: readonly Fault[] = [
  ...["\r\n", "\n", "\r", "\0", "\u2028", " "].map((text) => ({
    name: `a credential with ${JSON.stringify(text)} at its end`,
    group,
    expected: invalid,
    client: credentials(SECRET + text),
  })),
  { name: "a credential that splits the request", group, expected: invalid, client: credentials(splitting) },
  { name: "a credential beyond Latin-1", group, expected: invalid, client: credentials(`${SECRET}\u20ac`) },
  { name: "a credential that comes out empty", group, expected: invalid, client: credentials(() => "") },
  { name: "a credential that comes out as a number", group, expected: invalid, client: credentials(() => 5) },
  {
    name: "a credential that splits the request, from a function",
    group,
    expected: invalid,
    client: credentials(async () => splitting),
  },
  {
    name: "a credential whose function throws the secret",
    group,
    expected: unsent("credentials"),
    client: credentials(() => {
      throw new Error(SECRET);
    }),
  },
  {
    name: "a credential whose function rejects with the secret",
    group,
    expected: unsent("credentials"),
    client: credentials(() => Promise.reject(SECRET)),
  },
  ...["x-a", "x-a\r\nx-b", ""].map((name) => ({
    name: `a header that splits the request, named ${JSON.stringify(name)}`,
    group,
    expected: invalid,
    call: () => ({ headers: { [name]: splitting } }),
  })),
  ...["expect", "te", "trailer", "upgrade", "keep-alive"].map((name) => ({
    name: `the header ${name}, which is not the caller's to give`,
    group,
    expected: invalid,
    call: () => ({ headers: { [name]: "100-continue" } }),
  })),
  ...["authorization", "cookie", "host", "content-length", "transfer-encoding", "connection"].map((name) => ({
    name: `the header ${name}, which the client sets itself`,
    group,
    expected: invalid,
    call: () => ({ headers: { [name]: SECRET } }),
  })),
];
