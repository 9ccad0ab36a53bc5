import type { Bump } from "@workshop/rating";

/** A change of the document, as a text that takes the place of another. */
export interface DocumentChange {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  /** What it should be rated. */
  readonly expected: Bump;
}

const parameter = (required: boolean): string =>
  `        - { name: branch, in: query, required: ${required}, schema: { type: string } }\n`;

/** One change of each kind that users meet. */
export const DOCUMENT_CHANGES: readonly DocumentChange[] = [
  { name: "remove an enum value", from: "              - lost\n", to: "", expected: "major" },
  {
    name: "add an optional parameter",
    from: "        # more parameters\n",
    to: parameter(false),
    expected: "minor",
  },
  { name: "add a required parameter", from: "        # more parameters\n", to: parameter(true), expected: "major" },
  {
    name: "widen a response: a property may be null",
    from: "        title:\n          type: string\n",
    to: '        title:\n          type: [string, "null"]\n',
    expected: "major",
  },
  {
    name: "widen a response: one more property",
    from: "        count:\n",
    to: "        author:\n          type: string\n        count:\n",
    expected: "minor",
  },
  {
    name: "prose only",
    from: "Removes loans that are over.",
    to: "Removes loans that are over, and their reminders.",
    expected: "patch",
  },
];
