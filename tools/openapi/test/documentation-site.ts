import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** What a site responds with at a path: a text, with an `ETag`, or whatever else a test is about. */
export type Served = string | RequestListener;

/** A page about an operation, as the sites of vendors publish them. */
export interface OperationPage {
  readonly title: string;
  /** Such as `DELETE /things/{id}`. */
  readonly operation: string;
  /** The full document that the fence names, if it names one. */
  readonly document?: string | undefined;
  /** The block. */
  readonly text: string;
}

/**
 * A documentation site on loopback, in the form that vendors' sites have: an index at `/llms.txt`, Markdown at addresses
 * that end with `.md`, and an HTML shell for browsers everywhere else.
 */
export class DocumentationSite {
  /** What is served, by path; it may be changed at any time. */
  readonly served = new Map<string, Served>();
  /** All that was asked for. */
  readonly requests: IncomingMessage[] = [];
  /** The most requests that were under way at the same time. */
  mostAtOnce = 0;
  private underWay = 0;
  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, response) => {
      this.requests.push(request);
      this.underWay += 1;
      this.mostAtOnce = Math.max(this.mostAtOnce, this.underWay);
      response.once("close", () => {
        this.underWay -= 1;
      });
      const { pathname } = new URL(request.url ?? "/", this.url);
      const served = this.served.get(pathname) ?? (/\.[a-z]+$/.test(pathname) ? notThere : shell);
      if (typeof served === "string") respondWith(served)(request, response);
      else served(request, response);
    });
  }

  static async start(): Promise<DocumentationSite> {
    const site = new DocumentationSite();
    await new Promise<void>((resolve) => site.server.listen(0, "127.0.0.1", resolve));
    return site;
  }

  /** `http://127.0.0.1:<port>` */
  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`; // it listens on a port
  }

  get index(): string {
    return `${this.url}/llms.txt`;
  }

  /** Where a page is served, unless it was published under another name. */
  pathOf({ title }: OperationPage): string {
    return `/api-reference/${slug(title)}.md`;
  }

  /** Publishes a page, below `/api-reference`, and lists it. */
  publish(page: OperationPage, name?: string): void {
    const path = name === undefined ? this.pathOf(page) : `/api-reference/${name}.md`;
    this.served.set(path, this.markdown(page));
    this.list(`- [${page.title}](${this.url}${path}): ${page.operation}`);
  }

  /** Adds lines to the index. */
  list(...lines: readonly string[]): void {
    const known = this.served.get("/llms.txt");
    this.served.set("/llms.txt", [typeof known === "string" ? known : "# Documentation\n", ...lines].join("\n"));
  }

  /** Begins the index anew, with these lines. */
  listOnly(...lines: readonly string[]): void {
    this.served.delete("/llms.txt");
    this.list(...lines);
  }

  /** The text of a page: the header that names the index, the title, and the block in four backticks. */
  markdown({ title, operation, document, text }: OperationPage): string {
    const [method = "", path = ""] = operation.split(" ");
    const info = ["yaml", document, method.toLowerCase(), path].filter((word) => word !== undefined).join(" ");
    return [
      "> ## Documentation Index",
      `> Fetch the complete documentation index at: ${this.index}`,
      "> Use this file to discover all available pages before exploring further.",
      "",
      `# ${title}`,
      "",
      "> What the operation does,\nin words.",
      "",
      "## OpenAPI",
      "",
      `\`\`\`\`${info}`,
      `${text}\`\`\`\``,
    ].join("\n");
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** Responds with a text, unless it is the one that is known. */
export function respondWith(text: string): RequestListener {
  return (request, response) => {
    const etag = `"${Buffer.byteLength(text)}-${hash(text)}"`;
    if (request.headers["if-none-match"] === etag) response.writeHead(304).end();
    else response.writeHead(200, { etag, "content-type": "text/markdown; charset=utf-8" }).end(text);
  };
}

/** Responds with a status, and headers if there are any. */
export function respondWithStatus(status: number, headers: Readonly<Record<string, string>> = {}): RequestListener {
  return (_request, response) => response.writeHead(status, headers).end();
}

export const SHELL = '<!DOCTYPE html><html><body><div id="__next"></div><script src="/app.js"></script></body></html>';
const shell: RequestListener = (_request, response) =>
  response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(SHELL);
const notThere = respondWithStatus(404);

/** The name that a site gives to a page in its address. */
export function slug(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
}

/** Tells texts of the same length apart. */
function hash(text: string): number {
  return [...text].reduce((sum, character) => (sum * 31 + (character.codePointAt(0) ?? 0)) >>> 0, 7);
}
