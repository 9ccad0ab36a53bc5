import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { type Fault, judged, resolved, unknown } from "../fault.ts";
import { head, response, write } from "../server/write.ts";

const json = "content-type: application/json";

const undecodable = judged(unknown("undecodable", 200));
const good = judged(resolved());
const broken = unknown("connection", 200);
/** `fetch` itself cannot unpack it, whatever was declared. */
const notPacked = unknown("undecodable", 200);
const tooLarge = unknown("too-large", 200);

/** `fetch` gives the connection up; undici's dispatcher has it read, and it is not packed so often. */
const toldTooOften: Fault["expected"] = (_subject, way) =>
  way === "node" ? unknown("undecodable", 200) : unknown("connection");

function coded(
  name: string,
  expected: Fault["expected"],
  coding: string,
  encode: (text: string) => Buffer | string,
): Fault {
  return {
    name,
    group: "coding",
    expected,
    serve: ({ subject }) =>
      write(
        response(200, encode(subject.success.body || "{}"), json, ...(coding ? [`content-encoding: ${coding}`] : [])),
      ),
  };
}

let bombs: { gzip: Buffer; twice: Buffer; brotli: Buffer } | undefined;
/** 100 MB of nothing, made once and only when it is needed. */
function bomb(): { gzip: Buffer; twice: Buffer; brotli: Buffer } {
  if (!bombs) {
    const nothing = Buffer.alloc(100_000_000);
    const gzip = gzipSync(nothing);
    const quick = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };
    bombs = { gzip, twice: gzipSync(gzip), brotli: brotliCompressSync(nothing, quick) };
  }
  return bombs;
}

/** Content codings: `fetch` undoes those that it knows, and hands the others on. */
export const codingFaults: readonly Fault[] = [
  coded("gzip", good, "gzip", gzipSync),
  coded("GZip, in other letters", good, "GZip", gzipSync),
  coded("deflate", good, "deflate", deflateSync),
  coded("deflate without its wrapper", good, "deflate", deflateRawSync),
  coded("Brotli", good, "br", (text) => brotliCompressSync(text)),
  coded("the identity", good, "identity", (text) => text),
  coded("gzip twice, told twice", good, "gzip, gzip", (text) => gzipSync(gzipSync(text))),
  coded("gzip twice, told once", undecodable, "gzip", (text) => gzipSync(gzipSync(text))),
  coded("gzip that is not told", undecodable, "", gzipSync),
  coded("gzip that is told and is none", notPacked, "gzip", (text) => text),
  coded("Brotli that is told and is none", notPacked, "br", (text) => text),
  coded("deflate that is told and is none", notPacked, "deflate", (text) => `x${text}`),
  coded("gzip with a wrong checksum", notPacked, "gzip", (text) => {
    const bytes = gzipSync(text);
    bytes[bytes.length - 8] = ~Number(bytes[bytes.length - 8]) & 0xff;
    return bytes;
  }),
  coded("gzip that ends early", undecodable, "gzip", (text) => gzipSync(`${text}${" ".repeat(9)}`).subarray(0, 24)),
  coded("gzip with rubbish behind it", good, "gzip", (text) => Buffer.concat([gzipSync(text), Buffer.alloc(20)])),
  coded("nothing, as gzip", judged(unknown("undeclared", 200)), "gzip", () => ""),
  coded("a coding that nobody knows", undecodable, "rot13", (text) => text),
  coded("gzip inside a coding that nobody knows", undecodable, "gzip, rot13", gzipSync),
  coded("the old compress", undecodable, "compress", (text) => text),
  coded("a coding told 100 times", toldTooOften, Array(100).fill("gzip").join(", "), gzipSync),
  coded("a gzip bomb", tooLarge, "gzip", () => bomb().gzip),
  coded("a gzip bomb in a gzip", tooLarge, "gzip, gzip", () => bomb().twice),
  coded("a Brotli bomb", tooLarge, "br", () => bomb().brotli),
  {
    name: "gzip whose connection ends in the middle",
    group: "coding",
    expected: broken,
    serve: () => {
      const bytes = gzipSync(`{"a":"${"abc".repeat(100)}"}`);
      const start = Buffer.from(head(200, json, "content-encoding: gzip", `content-length: ${bytes.length}`));
      return write(Buffer.concat([start, bytes.subarray(0, 20)]), "close");
    },
  },
];
