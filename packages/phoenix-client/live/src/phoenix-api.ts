/** Who may do what on a server with authentication. */
export type Role = "ADMIN" | "MEMBER" | "VIEWER";

/** A trace annotation, as the server lists it. */
export interface Annotation {
  readonly id: string;
  readonly created_at: string;
  readonly trace_id: string;
  readonly name: string;
  readonly identifier: string;
  readonly annotator_kind: "CODE" | "HUMAN" | "LLM";
  readonly user_id: string | null;
}

/** What a trace annotation is made from. */
export type NewAnnotation = Pick<Annotation, "annotator_kind" | "identifier" | "name" | "trace_id">;

/** A response of the server, its body as text. */
export interface PlainResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/**
 * The server's REST API, spoken by hand: what makes data and looks at it must share nothing with the client that is
 * tried on them. Every method throws on a response that is no success, with its status and body.
 */
export class PhoenixApi {
  readonly url: string;
  private readonly headers: Readonly<Record<string, string>>;

  constructor(url: string, key?: string) {
    this.url = url;
    this.headers = key === undefined ? {} : { authorization: `Bearer ${key}` };
  }

  /** The version that the server says it is. */
  async version(): Promise<string> {
    const { headers } = await this.send("GET", "/healthz");
    return headers.get("x-phoenix-server-version") ?? "unknown";
  }

  /** @returns the project's ID */
  async createProject(name: string): Promise<string> {
    const { data } = await this.json<{ data: { id: string } }>("POST", "/v1/projects", { name });
    return data.id;
  }

  /** One span per trace: a trace comes into being with its first span. The server takes them in later. */
  async createTraces(project: string, traceIds: readonly string[]): Promise<void> {
    await this.json("POST", `/v1/projects/${encodeURIComponent(project)}/spans`, {
      data: traceIds.map((traceId) => ({
        name: "span",
        context: { trace_id: traceId, span_id: spanOf(traceId) },
        span_kind: "CHAIN",
        start_time: "2026-01-01T00:00:00Z",
        end_time: "2026-01-01T00:00:01Z",
        status_code: "OK",
      })),
    });
  }

  async traces(project: string): Promise<readonly unknown[]> {
    const path = `/v1/projects/${encodeURIComponent(project)}/traces?limit=1000`;
    return (await this.json<{ data: readonly unknown[] }>("GET", path)).data;
  }

  /** At once, not queued. */
  async annotateTraces(annotations: readonly NewAnnotation[]): Promise<void> {
    await this.json("POST", "/v1/trace_annotations?sync=true", {
      data: annotations.map((annotation) => ({ ...annotation, result: { score: 1, label: "kept as it was" } })),
    });
  }

  /** A note is a trace annotation of the name `note`. */
  async addNote(traceId: string): Promise<void> {
    await this.json("POST", "/v1/trace_notes", { data: { trace_id: traceId, note: "looked at" } });
  }

  async annotateSpans(traceIds: readonly string[], name: string): Promise<void> {
    await this.json("POST", "/v1/span_annotations?sync=true", {
      data: traceIds.map((traceId) => ({
        span_id: spanOf(traceId),
        name,
        annotator_kind: "LLM",
        result: { score: 1 },
      })),
    });
  }

  async traceAnnotations(project: string, traceIds: readonly string[]): Promise<readonly Annotation[]> {
    return this.annotations(project, "trace_annotations", "trace_ids", traceIds);
  }

  async spanAnnotations(project: string, traceIds: readonly string[]): Promise<readonly unknown[]> {
    return this.annotations(project, "span_annotations", "span_ids", traceIds.map(spanOf));
  }

  /** @returns an API key of a new user */
  async createUser(role: Role, name: string, password: string): Promise<string> {
    const email = `${name}@localhost.test`;
    const user = { email, username: name, role, auth_method: "LOCAL", password };
    await this.json("POST", "/v1/users", { user, send_welcome_email: false });
    const { headers } = await this.send("POST", "/auth/login", { email, password });
    const cookie = headers.getSetCookie().map((line) => line.split(";")[0]);
    const session = { cookie: cookie.join("; ") };
    const { text } = await this.send("POST", "/v1/user/api_keys", { data: { name: "live" } }, session);
    // The response of an endpoint that exists to give this.
    return (JSON.parse(text) as { data: { key: string } }).data.key;
  }

  /** Sends anything, also what no client would, and gives whatever comes back. */
  async raw(method: string, path: string, headers: Readonly<Record<string, string>> = {}): Promise<PlainResponse> {
    const response = await fetch(this.url + path, { method, headers: { ...this.headers, ...headers } });
    return { status: response.status, headers: response.headers, text: await response.text() };
  }

  private async annotations<Item>(
    project: string,
    kind: string,
    parameter: string,
    ids: readonly string[],
  ): Promise<readonly Item[]> {
    const query = ids.map((id) => `${parameter}=${id}`).join("&");
    const path = `/v1/projects/${encodeURIComponent(project)}/${kind}?limit=10000&${query}`;
    return (await this.json<{ data: readonly Item[] }>("GET", path)).data;
  }

  /** The server's own responses: what is wrong with one shows in the comparison that it is read for. */
  private async json<Body>(method: string, path: string, body?: unknown): Promise<Body> {
    return JSON.parse((await this.send(method, path, body)).text) as Body;
  }

  private async send(
    method: string,
    path: string,
    body?: unknown,
    instead: Readonly<Record<string, string>> = this.headers,
  ): Promise<PlainResponse> {
    const response = await fetch(this.url + path, {
      method,
      headers: { ...instead, ...(body === undefined ? {} : { "content-type": "application/json" }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok)
      throw new Error(`${method} ${path.split("?")[0]} answered ${response.status}: ${text.slice(0, 300)}`);
    return { status: response.status, headers: response.headers, text };
  }
}

function spanOf(traceId: string): string {
  return traceId.slice(-16);
}
