import { gzipSync } from "node:zlib";
import { type Fault, refused } from "../fault.ts";
import { answer, type Ending, head, write } from "../server/write.ts";
import { SECRET } from "../subject.ts";

const json = "content-type: application/json";

function refusal(name: string, status: number, bytes: Buffer | string, ending: Ending = "keep"): Fault {
  return {
    name: `${status}: ${name}`,
    group: "body of a refusal",
    expected: refused(status),
    serve: () => write(bytes, ending),
  };
}

const refusals = (status: number): readonly Fault[] => [
  refusal("no body", status, answer(status, "")),
  refusal("null", status, answer(status, "null", json)),
  refusal("0", status, answer(status, "0", json)),
  refusal("an empty text", status, answer(status, '""', json)),
  refusal("false", status, answer(status, "false", json)),
  refusal(
    "the credential, in JSON",
    status,
    answer(status, JSON.stringify({ detail: [{ a: { b: { c: SECRET } } }] }), json),
  ),
  refusal("the credential, as a key", status, answer(status, JSON.stringify({ [SECRET]: 1 }), json)),
  refusal("the credential, with escapes", status, answer(status, `{"a":"\\u0068${SECRET.slice(1)}"}`, json)),
  refusal("the credential, as text", status, answer(status, `no key ${SECRET}`, "content-type: text/plain")),
  refusal("the credential, as HTML", status, answer(status, `<b>${SECRET}</b>`, "content-type: text/html")),
  refusal("the credential, without a media type", status, answer(status, SECRET)),
  refusal("the credential, as an image", status, answer(status, SECRET, "content-type: image/png")),
  refusal("the credential, in a cookie", status, answer(status, "no", `set-cookie: sid=${SECRET}`)),
  refusal("the credential, in the status text", status, answer(status, "no").toString().replace("Text", SECRET)),
  refusal("broken JSON", status, answer(status, `{"${SECRET}`, json)),
  refusal("no UTF-8", status, answer(status, Buffer.from([0xff, 0xfe, 0xff]), json)),
  refusal(
    "UTF-16",
    status,
    answer(status, Buffer.from("\uFEFFno", "utf16le"), "content-type: text/plain; charset=utf-16"),
  ),
  refusal("bad gzip", status, answer(status, "no", json, "content-encoding: gzip")),
  refusal("a gzip bomb", status, answer(status, gzipSync(Buffer.alloc(20_000_000)), json, "content-encoding: gzip")),
  refusal("more than allowed", status, answer(status, "x".repeat(200_000), "content-type: text/plain")),
  refusal("deep JSON", status, answer(status, `${'{"a":'.repeat(15_000)}"${SECRET}"${"}".repeat(15_000)}`, json)),
  refusal("a body that ends early", status, `${head(status, json, "content-length: 99")}{"a`, "close"),
  refusal("a body that is reset", status, `${head(status, json, "content-length: 99")}{"a`, "reset"),
  refusal("a chunk that is none", status, `${head(status, json, "transfer-encoding: chunked")}zz\r\n`),
];

/** A status that says no says so whatever comes behind it. */
export const refusalBodyFaults: readonly Fault[] = [...refusals(403), ...refusals(500)];
