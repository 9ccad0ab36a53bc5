import { gzipSync } from "node:zlib";
import { type Fault, refused } from "../fault.ts";
import { type Ending, head, response, write } from "../server/write.ts";
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
  refusal("no body", status, response(status, "")),
  refusal("null", status, response(status, "null", json)),
  refusal("0", status, response(status, "0", json)),
  refusal("an empty text", status, response(status, '""', json)),
  refusal("false", status, response(status, "false", json)),
  refusal(
    "the credential, in JSON",
    status,
    response(status, JSON.stringify({ detail: [{ a: { b: { c: SECRET } } }] }), json),
  ),
  refusal("the credential, as a key", status, response(status, JSON.stringify({ [SECRET]: 1 }), json)),
  refusal("the credential, with escapes", status, response(status, `{"a":"\\u0068${SECRET.slice(1)}"}`, json)),
  refusal("the credential, as text", status, response(status, `no key ${SECRET}`, "content-type: text/plain")),
  refusal("the credential, as HTML", status, response(status, `<b>${SECRET}</b>`, "content-type: text/html")),
  refusal("the credential, without a media type", status, response(status, SECRET)),
  refusal("the credential, as an image", status, response(status, SECRET, "content-type: image/png")),
  refusal("the credential, in a cookie", status, response(status, "no", `set-cookie: sid=${SECRET}`)),
  refusal("the credential, in the status text", status, response(status, "no").toString().replace("Text", SECRET)),
  refusal("broken JSON", status, response(status, `{"${SECRET}`, json)),
  refusal("no UTF-8", status, response(status, Buffer.from([0xff, 0xfe, 0xff]), json)),
  refusal(
    "UTF-16",
    status,
    response(status, Buffer.from("\uFEFFno", "utf16le"), "content-type: text/plain; charset=utf-16"),
  ),
  refusal("bad gzip", status, response(status, "no", json, "content-encoding: gzip")),
  refusal("a gzip bomb", status, response(status, gzipSync(Buffer.alloc(20_000_000)), json, "content-encoding: gzip")),
  refusal("more than allowed", status, response(status, "x".repeat(200_000), "content-type: text/plain")),
  refusal("deep JSON", status, response(status, `${'{"a":'.repeat(15_000)}"${SECRET}"${"}".repeat(15_000)}`, json)),
  refusal("a body that ends early", status, `${head(status, json, "content-length: 99")}{"a`, "close"),
  refusal("a body that is reset", status, `${head(status, json, "content-length: 99")}{"a`, "reset"),
  refusal("a chunk that is none", status, `${head(status, json, "transfer-encoding: chunked")}zz\r\n`),
];

/** A status that says no says so whatever comes behind it. */
export const refusalBodyFaults: readonly Fault[] = [...refusals(403), ...refusals(500)];
