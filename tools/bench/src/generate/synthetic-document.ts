/** A document with so many operations: of every kind that vendors' documents have many of. The same each time. */
export function syntheticDocument(operations: number): object {
  const paths: Record<string, object> = {};
  const schemas: Record<string, object> = {};
  for (let index = 0; index < operations; index += 1) {
    const name = `Thing${index}`;
    const other = `#/components/schemas/Thing${(index * 7 + 1) % operations}`;
    schemas[name] = {
      type: "object",
      description: `The thing with the number ${index}.`,
      required: ["id", "kind"],
      properties: {
        id: { type: "string", format: "uuid", readOnly: true },
        kind: { type: "string", enum: ["small", "large", `k${index}`] },
        size: { type: "integer", minimum: 1, maximum: 1000 + index },
        tags: { type: "array", maxItems: 9, items: { type: "string", minLength: 1 } },
        since: { type: "string", format: "date-time" },
        parent: { anyOf: [{ $ref: other }, { type: "null" }] },
        labels: { type: "object", additionalProperties: { type: "string" } },
      },
    };
    const reference = { $ref: `#/components/schemas/${name}` };
    const content = { "application/json": { schema: reference } };
    paths[`/groups/{group}/things${index}`] = {
      [index % 2 === 0 ? "post" : "put"]: {
        operationId: `change_thing_${index}`,
        summary: `Changes the thing with the number ${index}`,
        tags: [`group ${index % 20}`],
        parameters: [
          { name: "group", in: "path", required: true, schema: { type: "string", pattern: "^[a-z]+$" } },
          { name: "limit", in: "query", schema: { type: "integer", minimum: 1 } },
          { name: "before", in: "query", schema: { type: "string", format: "date-time" } },
        ],
        requestBody: { required: true, content },
        responses: {
          200: { description: "done", content },
          404: {
            description: "none",
            content: { "application/json": { schema: { $ref: "#/components/schemas/Problem" } } },
          },
        },
      },
    };
  }
  schemas.Problem = { type: "object", required: ["message"], properties: { message: { type: "string" } } };
  return {
    openapi: "3.1.0",
    info: { title: `${operations} operations`, version: "1" },
    servers: [{ url: "https://api.example.com" }],
    paths,
    components: { schemas },
  };
}
