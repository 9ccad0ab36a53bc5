import { describe, expect, it } from "vitest";
import { namedOperation, operationKey, pageOrigin } from "../../../src/document/import/page-origin.ts";

const INDEX = "https://docs.example.com/llms.txt";
const head = (index: string, title = "# Delete a thing"): string =>
  `> ## Documentation Index\n> Fetch the complete documentation index at: ${index}\n> Use this file to discover.\n\n${title}\n\n> Words\nand more.\n\n## OpenAPI\n\n`;

describe("pageOrigin", () => {
  it("reads index and title from the first lines, document and operation from the fence", () => {
    expect(pageOrigin(head(INDEX), "yaml /.assets/openapi.yaml post /things/{id}")).toEqual({
      index: INDEX,
      title: "Delete a thing",
      document: "/.assets/openapi.yaml",
      operation: "POST /things/{id}",
    });
  });

  it.each([
    ["# `Delete` *all* \\# things & more", "Delete all # things & more"],
    ["Delete things\n=============", "Delete things"],
    ["# Delete all [things](https://x.example)", "Delete all things"],
    ["# Delete\u001b[31m\u0007 things", "Delete [31m things"],
    ["## No title of the page", undefined],
  ])("reads the title %j as %j", (heading, title) => {
    expect(pageOrigin(head(INDEX, heading), "yaml").title).toBe(title);
  });

  it.each([
    [`<${INDEX}>`, INDEX],
    [`[the index](${INDEX})`, INDEX],
    [`${INDEX}.`, INDEX],
    ["https://docs.example.com/docs/llms.txt", "https://docs.example.com/docs/llms.txt"],
    ["http://127.0.0.1:8080/llms.txt", "http://127.0.0.1:8080/llms.txt"],
    ["http://docs.example.com/llms.txt", undefined],
    ["https://me:hunter2@docs.example.com/llms.txt", undefined],
    ["https://10.0.0.1/llms.txt", undefined],
    ["https://docs.example.com/llms-full.txt", undefined],
    ["https://docs.example.com/llms.txt.html", undefined],
    ["nowhere", undefined],
  ])("reads the index of %j as %j", (words, index) => {
    expect(pageOrigin(head(words), "yaml").index).toBe(index);
  });

  it("takes no address for the index that stands below the title", () => {
    expect(pageOrigin(`# Delete a thing\n\nSee ${INDEX}\n`, "yaml").index).toBeUndefined();
  });
});

describe("namedOperation", () => {
  it.each([
    [
      "yaml https://api.example.com/openapi.json post /v2/a-b",
      { document: "https://api.example.com/openapi.json", operation: "POST /v2/a-b" },
    ],
    ["yaml delete /v1/{id}/things", { operation: "DELETE /v1/{id}/things" }],
    ["json openapi.json GET /", { document: "openapi.json", operation: "GET /" }],
    ["yaml openapi.json get /a theme={null}", { document: "openapi.json", operation: "GET /a" }],
    ["yaml https://me:hunter2@a.example/o.json get /a", { document: "https://a.example/o.json", operation: "GET /a" }],
    ["post /a", { operation: "POST /a" }],
    ["yaml openapi.json", {}],
    ["yaml", {}],
    ["", {}],
  ])("reads %j", (infoString, named) => {
    expect(namedOperation(infoString)).toEqual(named);
  });
});

describe("operationKey", () => {
  it("is the same where only parameters have other names", () => {
    expect(operationKey("GET /a/{b}/c.{d}")).toBe(operationKey("GET /a/{x_id}/c.{}"));
    expect(operationKey("GET /a/{b}")).not.toBe(operationKey("GET /a/b"));
    expect(operationKey("GET /a/{b}")).not.toBe(operationKey("PUT /a/{b}"));
  });
});
