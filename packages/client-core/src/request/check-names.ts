import type { OperationDescriptor, ParameterDescriptor } from "../descriptor.ts";
import { isRecord, type OwnRecord } from "./own-values.ts";

/** Adds to what is wrong with a call. */
export type Refuse = (path: string, rule: string, message: string) => void;

/** Where the input has the parameters of each location. */
export const groups: Readonly<Record<ParameterDescriptor["in"], string>> = {
  path: "path",
  query: "query",
  header: "headers",
  cookie: "cookies",
};

/** Refuses every key of an input that the operation does not know: a filter with a misspelt name filters nothing. */
// Stryker disable next-line ArrayDeclaration: what stands for nothing has no name
export function checkNames({ parameters = [], bodies }: OperationDescriptor, input: OwnRecord, refuse: Refuse): void {
  const unknown = "is not known to this operation: correct the name, or leave it out";
  for (const [group, values] of Object.entries(input)) {
    if (group === "body" || group === "contentType") {
      if (!bodies) refuse(group, "unknown", unknown);
    } else if (!Object.values(groups).includes(group)) {
      refuse(group, "unknown", "is not one of path, query, headers, cookies and body");
    } else if (!isRecord(values)) {
      refuse(group, "type", "must be a plain object, or left out");
    } else {
      for (const key of Object.keys(values)) {
        if (!parameters.some(({ name, in: place }) => name === key && groups[place] === group)) {
          refuse(`${group}.${key}`, "unknown", unknown);
        }
      }
    }
  }
}
