/** Which functions of client-core write parameters and bodies. */
import { contentOf, isJson, type Parameter, type Schema } from "@workshop/openapi";
import { isBytesBody } from "./inputs.ts";

/** Whether all values of a schema are single ones, which every style writes alike. */
export function isSingle(schema: Schema): boolean {
  const types = typeof schema === "object" ? [schema.type ?? "object"].flat() : ["object"];
  return !types.includes("array") && !types.includes("object");
}

/** The style of client-core that writes a parameter; `undefined`: it is written as a single value. */
export function styleOf({ in: location, serialisation }: Parameter, isSingleValue: boolean): string | undefined {
  if (serialisation.kind === "content") {
    if (!isJson(serialisation.mediaType)) return undefined;
    return { cookie: "json", header: "headerJson", path: "pathJson", query: "json" }[location];
  }
  const { style, explode } = serialisation;
  if (serialisation.allowReserved && location === "query" && isSingleValue) return "reservedText";
  switch (style) {
    case "deepObject":
      return "deepObject";
    case "label":
    case "matrix":
      return explode && !isSingleValue ? `${style}Exploded` : style;
    case "spaceDelimited":
    case "pipeDelimited":
      if (isSingleValue) return undefined;
      return explode ? "formExploded" : style;
    case "simple":
      if (isSingleValue) return undefined;
      return location === "header" ? `headerList${explode ? "Exploded" : ""}` : `simple${explode ? "Exploded" : ""}`;
    case "form":
      if (isSingleValue) return undefined;
      if (!explode) return "form";
      return location === "cookie" ? "cookieExploded" : "formExploded";
  }
}

export const isFormBody = (mediaType: string): boolean => /^multipart\/|urlencoded/iu.test(mediaType);

export function bodyWriterOf(mediaType: string): string {
  if (isBytesBody({ mediaType })) return "binaryBody";
  if (/^multipart\//iu.test(mediaType)) return "formDataBody";
  if (/urlencoded/iu.test(mediaType)) return "urlEncodedBody";
  return contentOf(mediaType) === "text" ? "textBody" : "jsonBody";
}
