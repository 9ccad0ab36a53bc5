import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

/** One file of a packed package. */
export interface PackedFile {
  /** As npm installs it, from the package's folder: `dist/index.js`. */
  readonly path: string;
  /** Permission bits, `0o644` for a plain file. */
  readonly mode: number;
  readonly content: Buffer;
}

const BLOCK = 512;
const FOLDER = "package/";

/**
 * The files of a packed package, in the order in which they were packed.
 *
 * @throws {Error} when the tarball holds something else than plain files below `package/`: a link, a device, an
 * extended header
 */
export function readTarball(file: string): readonly PackedFile[] {
  const tar = gunzipSync(readFileSync(file));
  const files: PackedFile[] = [];
  for (let offset = 0; offset + BLOCK <= tar.length; ) {
    const header = tar.subarray(offset, offset + BLOCK);
    // Two blocks of zeros are the end; the first is enough to know it.
    if (header[0] === 0) break;
    const entry = readHeader(header);
    if (entry.type !== "0" && entry.type !== "") {
      throw new Error(`${file}: ${entry.path} is no plain file (tar type ${entry.type}).`);
    }
    if (!entry.path.startsWith(FOLDER)) throw new Error(`${file}: ${entry.path} is not below ${FOLDER}.`);
    const start = offset + BLOCK;
    const content = tar.subarray(start, start + entry.size);
    files.push({ path: entry.path.slice(FOLDER.length), mode: entry.mode, content });
    offset = start + Math.ceil(entry.size / BLOCK) * BLOCK;
  }
  return files;
}

/** The fields of a ustar header that matter here (POSIX 1003.1, pax, "ustar Interchange Format"). */
function readHeader(header: Buffer): { path: string; mode: number; size: number; type: string } {
  const text = (start: number, length: number): string => {
    const field = header.subarray(start, start + length);
    const end = field.indexOf(0);
    return field.subarray(0, end === -1 ? length : end).toString("utf8");
  };
  const octal = (start: number, length: number): number => Number.parseInt(text(start, length).trim(), 8);
  const prefix = text(345, 155);
  const name = text(0, 100);
  return {
    path: prefix === "" ? name : `${prefix}/${name}`,
    mode: octal(100, 8),
    size: octal(124, 12),
    type: text(156, 1),
  };
}
