import type { Operation } from "@workshop/openapi";

/** Something that the type checker is asked: one statement, which compiles where the response is yes. */
export interface Question {
  readonly statement: string;
  /** What the question is about, as a user names it: an operation, or another value that the package exports. */
  readonly subject: string;
  readonly aspect: "data" | "export" | "input" | "options" | "response";
  /** The status of the response that it is about, if it is about one. */
  readonly status?: string;
  /**
   * `kept`: does all that a user's code relies on hold in the new package? `widened`: is the old package as good as the
   * new one? If not, the new one takes or gives more.
   */
  readonly side: "kept" | "widened";
}

type Side = Question["side"];
const SIDES: readonly Side[] = ["kept", "widened"];

/** The questions about an operation that both packages have, the namespaces of which are `Old` and `New`. */
export function questionsAbout(old: Operation, next: Operation, sides: readonly Side[] = SIDES): Question[] {
  const subject = next.name;
  const factory = (space: string): string => `typeof ${space}.${subject}`;
  const statuses = old.responses
    .map(({ status }) => status)
    .filter((status) => next.responses.some((response) => response.status === status));
  return sides.flatMap((side): Question[] => [
    { statement: taken((space) => `Arguments<${factory(space)}>`, side), subject, aspect: "input", side },
    ...statuses.map((status): Question => {
      const key = /^\d+$/u.test(status) ? status : JSON.stringify(status);
      const statement = read((space) => `ResponseBody<${factory(space)}, ${key}>`, side);
      return { statement, subject, aspect: "response", status, side };
    }),
    { statement: read((space) => `Resolved<${factory(space)}>`, side), subject, aspect: "data", side },
  ]);
}

/** The questions about the options of a function that makes a client. */
export function questionsAboutOptions(name: string): Question[] {
  return SIDES.map((side) => ({
    statement: taken((space) => `Parameters<typeof ${space}.${name}>`, side),
    subject: name,
    aspect: "options",
    side,
  }));
}

/** The question whether a value can be used as before. */
export function questionAboutExport(name: string): Question {
  return {
    statement: `fits<typeof New.${name}, typeof Old.${name}>();`,
    subject: name,
    aspect: "export",
    side: "kept",
  };
}

/** What was given to the old package is taken by the new one. */
function taken(type: (space: string) => string, side: Side): string {
  const [given, taker] = side === "kept" ? ["Old", "New"] : ["New", "Old"];
  return `fits<${type(given)}, ClosedTo<${type(given)}, ${type(taker)}>>();`;
}

/** What was read from the old package can be read from the new one. */
function read(type: (space: string) => string, side: Side): string {
  const [giver, reader] = side === "kept" ? ["New", "Old"] : ["Old", "New"];
  return `fits<Readable<${type(giver)}>, Readable<${type(reader)}>>();`;
}
