import { relative } from "node:path";
import {
  type Model,
  type SchemaObject,
  type SecurityScheme,
  undescribedDiscriminators,
  unsatisfiable,
} from "@workshop/openapi";
import { askedSchemes } from "./security.ts";

/**
 * What a person who generates a client has to know of it, since no type says it.
 *
 * @param root the folder from which files are named.
 */
export function notesOn(model: Model, root: string): string[] {
  const placeOf = (schema: SchemaObject): string => {
    const { file, line } = model.locate(schema);
    return `${relative(root, file)}:${line}`;
  };
  const reading = model.operations.find(({ name, group }) => name === "read" && group === undefined);
  return [
    ...askedSchemes(model).flatMap(noteOnScheme),
    ...(reading === undefined
      ? []
      : [`the client has no \`read\` of its own: ${reading.method.toUpperCase()} ${reading.path} is called so`]),
    ...undescribedDiscriminators(model).map(
      ({ schema, name }) =>
        `the discriminator of the schema at ${placeOf(schema)} names \`${name}\`, which none of its alternatives describes, ` +
        "so that each asks for a property that is not its own: an overlay can take the discriminator away, or put it where it belongs",
    ),
    ...unsatisfiable(model).map(({ schema, name }) => {
      if (name === undefined) {
        return (
          `nothing satisfies the schema at ${placeOf(schema)}: no value is of all the types that the parts of its \`allOf\` ask for, ` +
          "so that no such request can be made, and no such response is one: an overlay can take one of these parts away"
        );
      }
      return (
        `nothing satisfies the schema at ${placeOf(schema)}: it demands \`${name}\`, and a part of its \`allOf\` with ` +
        "`additionalProperties: false` does not know it, so that no such request can be made, and no such response is one: " +
        "an overlay can take that `additionalProperties` away"
      );
    }),
  ];
}

/** What the client cannot do by itself for a scheme, and how its user does. */
function noteOnScheme(scheme: SecurityScheme): string[] {
  if (scheme.type === "mutualTLS") {
    return [
      `the security scheme ${scheme.name} is mutual TLS: the client certificate belongs to the connection, and is given with ` +
        "the option `fetch` (on Node: `nodeTransport({ dispatcher: new Agent({ connect: { cert, key } }) })`)",
    ];
  }
  if (scheme.type !== "http" || scheme.scheme === "basic" || scheme.scheme === "bearer") return [];
  const way =
    scheme.scheme === "digest"
      ? "its response depends on a challenge, so that a function in `auth` has to work it out, or the option `fetch`"
      : "a text, or a function that gives one";
  return [
    `the HTTP scheme ${scheme.scheme} of ${scheme.name} is not the client's: \`auth.${scheme.credential}\` is the whole ` +
      `Authorization header, scheme included; ${way}`,
  ];
}
