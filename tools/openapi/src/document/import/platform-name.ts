import { DocumentError } from "../document-error.ts";

/** Words of lower-case letters and digits, joined by single hyphens: safe as a file name and within a package name. */
const PLATFORM_NAME = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/** Leaves room for scope and suffix within npm's 214 characters, and for folder names on every file system. */
const LONGEST_PLATFORM_NAME = 64;

/**
 * Accepts a platform's name, which becomes `specs/<name>.yaml` and part of a package's name.
 *
 * @throws {DocumentError} when the name is anything but a lower-case slug.
 */
export function checkPlatformName(name: string): void {
  if (name.length > LONGEST_PLATFORM_NAME || !PLATFORM_NAME.test(name)) {
    throw new DocumentError(
      { file: "platform" },
      `${JSON.stringify(name)} cannot name a platform`,
      `use lower-case letters and digits, starting with a letter, words joined by "-", at most ${LONGEST_PLATFORM_NAME} characters, such as "my-platform"`,
    );
  }
}
