/** Redacts secrets in whatever may be shown. */
import { type Issue, maximumIssues } from "../issue.ts";
import { isRecord } from "../records.ts";

/** The shortest are left alone: they would take half of any text with them. */
const shortest = 4;

/** The texts that are secret as they stand in `auth`; a user's name is none. */
export function secretsIn(credential: unknown): string[] {
  if (typeof credential === "string") return [credential];
  if (!isRecord(credential)) return [];
  return Object.keys(credential).flatMap((name) => (name === "username" ? [] : secretsIn(credential[name])));
}

/** The secrets of a call, also as a URL has them. */
export class Redaction {
  readonly #secrets: Set<string>;
  /** Made when something is redacted, which most calls never do. */
  #needle: RegExp | undefined = undefined;
  /** Shorter texts hold none: most headers are. */
  #least = 0;

  constructor(secrets: Iterable<string>) {
    this.#secrets = new Set(secrets);
  }

  add(secrets: Iterable<string>): void {
    for (const secret of secrets) this.#secrets.add(secret);
    this.#needle = undefined;
  }

  /** Issues without any secret: one may stand where a name should. No more of them than a person reads. */
  redactIssues(issues: readonly Issue[]): Issue[] {
    return issues.slice(0, maximumIssues).map(({ path, rule, message }) => ({
      path: this.redact(path),
      rule,
      message: this.redact(message),
    }));
  }

  /** The text without any secret. */
  redact(text: string): string {
    this.#needle ??= this.#makeNeedle();
    return text.length < this.#least ? text : text.replace(this.#needle, "[redacted]");
  }

  #makeNeedle(): RegExp {
    const secrets = [...this.#secrets].filter((secret) => secret.length >= shortest);
    this.#least = Math.min(...secrets.map(({ length }) => Math.min(length, cut)));
    // A secret within another must not leave the rest of that one.
    secrets.sort((first, second) => second.length - first.length);
    const forms = secrets.flatMap((secret) =>
      secret.length > cut ? [formsOf(secret), `${formsOf(secret.slice(0, cut))}[^\\s"]*`] : formsOf(secret),
    );
    return new RegExp(forms.join("|"), "gi");
  }
}

/** Of a longer secret its beginning is enough: messages cut long names short. */
const cut = 60;

/** A secret as somebody may have written it: what is neither letter nor digit also as in a URL, or behind a backslash. */
const formsOf = (secret: string): string =>
  secret.replace(/[^\w\p{Cs}]/gu, (found) => {
    const encoded = found < "\x80" ? `%${found.charCodeAt(0).toString(16)}` : encodeURIComponent(found);
    return `(?:\\\\?\\${found}|${encoded})`;
  });
