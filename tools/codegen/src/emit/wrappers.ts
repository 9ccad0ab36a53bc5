import { declaredHeaders, type Model, type Operation, type Parameter, type Schema } from "@workshop/openapi";
import { literal, object } from "./text.ts";

/** What writes calls of the runtime's functions. */
interface CallWriter {
  readonly use: (name: string) => string;
  call(name: string, ...parameters: readonly (string | undefined)[]): string;
}

/** An operation whose result comes in pages, around the expression that makes it; any other as it is. */
export function paginated(
  model: Model,
  writer: CallWriter,
  { pagination, parameters }: Operation,
  expression: string,
): string {
  if (pagination === undefined) return expression;
  const typesOf = ({ schema }: Parameter): readonly string[] => {
    const resolved = model.resolve(schema);
    return typeof resolved === "object" ? [resolved.type ?? []].flat() : [];
  };
  // Where a page is, is said by a text or a number.
  const query = parameters.filter(
    (parameter) =>
      parameter.in === "query" &&
      parameter.serialisation.kind === "style" &&
      parameter.serialisation.style !== "deepObject" &&
      typesOf(parameter).every((type) => !/^(array|boolean|object)$/u.test(type)),
  );
  const numbers = query.filter((parameter) => typesOf(parameter).some((type) => /integer|number/u.test(type)));
  const items = literal(pagination.items);
  const names = (list: readonly Parameter[]): string => literal(list.map(({ name }) => name));
  const style = (): string => {
    switch (pagination.style) {
      case "cursor":
        return writer.call("cursorPages", literal(pagination.parameter), literal(pagination.next), items);
      case "offset":
        return writer.call("offsetPages", literal(pagination.parameter), items);
      case "page":
        return writer.call("numberedPages", literal(pagination.parameter), literal(pagination.first), items);
      case "link":
        return writer.call(
          "linkedPages",
          names(query),
          names(numbers),
          items,
          pagination.parameter === undefined ? undefined : literal(pagination.parameter),
        );
    }
  };
  return writer.call("paginated", `/* @__PURE__ */ ${expression}`, `/* @__PURE__ */ ${style()}`);
}

/** An operation some of whose responses have declared headers, around the expression that makes it; any other as it is. */
export function withHeaders(
  model: Model,
  writer: CallWriter & { check(schema: Schema, direction: "response"): string },
  { responses }: Operation,
  expression: string,
): string {
  const declared = responses.flatMap((response) => {
    const headers = declaredHeaders(model, response).map(({ header, kind }) => {
      const check = (): string => writer.check(header.schema ?? true, "response");
      const reader =
        kind === "text"
          ? writer.use("headerAsText")
          : writer.call(kind === "list" ? "headerValues" : "headerValue", check());
      return [header.name, reader] as const;
    });
    return headers.length === 0 ? [] : [[response.status, object(headers)] as const];
  });
  if (declared.length === 0) return expression;
  return writer.call("withHeaders", `/* @__PURE__ */ ${expression}`, `() => (${object(declared)})`);
}
