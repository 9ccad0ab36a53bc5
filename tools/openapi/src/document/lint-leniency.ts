import type { Plugin } from "@redocly/openapi-core";

type NodeType = Parameters<NonNullable<NonNullable<Plugin["typeExtension"]>["oas3"]>>[0][string];

/** The name under which Redocly knows what stands here. */
const PLUGIN = "workshop";

/** The rule that counts; it reports nothing by itself. */
export const COUNTING_RULE = `${PLUGIN}/unknown-keywords`;

/** What Redocly has not yet understood of OpenAPI 3.2: a summary is enough of a response, and media types have names. */
const CORRECTIONS_OF_32: Readonly<Record<string, Partial<NodeType>>> = {
  Response: { required: [] },
  Components: { properties: { mediaTypes: "MediaTypesMap" } },
};

/** A keyword of a schema that JSON Schema lets be without knowing it. */
export interface UnknownKeyword {
  readonly keyword: string;
  /** Of its schema, as Redocly writes it. */
  readonly pointer: string;
}

/**
 * What Redocly minds and the specifications do not: it looks into some vendors' extensions, and refuses schema keywords that it
 * does not know, which OpenAPI 3.1 and later leave to JSON Schema, and that to the reader.
 *
 * @param found - to which what is let through is added.
 */
export function lenientTypes(found: UnknownKeyword[]): Plugin {
  return {
    id: PLUGIN,
    typeExtension: {
      oas3: (types, version) =>
        Object.fromEntries(
          Object.entries(types).map(([name, type]) => {
            const properties = Object.fromEntries(
              Object.entries(type.properties).filter(([property]) => !property.startsWith("x-")),
            );
            const isOpen = name === "Schema" && version !== "oas3_0";
            const corrections = version === "oas3_2" ? CORRECTIONS_OF_32[name] : undefined;
            return [
              name,
              {
                ...type,
                ...corrections,
                properties: { ...properties, ...corrections?.properties },
                // Of a property that is `null`, Redocly knows that it may be there, and nothing else.
                ...(isOpen ? { additionalProperties: () => null } : {}),
              },
            ];
          }),
        ),
    },
    rules: {
      oas3: {
        "unknown-keywords": () => ({
          Schema(node: unknown, { type, location }): void {
            for (const keyword of Object.keys(Object(node))) {
              if (Object.hasOwn(type.properties, keyword) || keyword.startsWith("x-") || keyword === "$ref") continue;
              found.push({ keyword, pointer: location.pointer });
            }
          },
        }),
      },
    },
  };
}

/** What was let through, in one word. */
export function wordsOfUnknown(found: readonly UnknownKeyword[]): string {
  const counts = [...Map.groupBy(found, ({ keyword }) => keyword)].map(
    ([keyword, all]) => [keyword, all.length] as const,
  );
  const most = counts.sort(([one, many], [other, more]) => more - many || (one < other ? -1 : 1)).slice(0, MOST_NAMED);
  const rest = counts.length > MOST_NAMED ? ", ..." : "";
  const total = found.length === 1 ? "1 schema keyword is" : `${found.length} schema keywords are`;
  return `${total} unknown, and let through without a meaning: ${most.map(([keyword, count]) => `\`${keyword}\` (${count})`).join(", ")}${rest}`;
}

const MOST_NAMED = 8;
