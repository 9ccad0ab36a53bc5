import { expectTypeOf, test } from "vitest";
import {
  type ApiError,
  clientCredentialsGrant,
  createGalileoClient,
  type DeleteByMetadataInput,
  passwordGrant,
} from "../src/index.ts";

const galileo = createGalileoClient({ auth: { apiKey: "key" } });
const body = { metadata_key: "customer", metadata_value: "acme" };

test("what the document says compiles", () => {
  expectTypeOf(galileo.deleteByMetadata({ body, query: { immediate: true } })).resolves.toEqualTypeOf<{
    job_id: string | null;
    message: string;
  }>();
  createGalileoClient({ auth: { basic: { username: "u", password: async () => "p" } } });
  createGalileoClient({ auth: { oauth2: passwordGrant({ username: "u", password: "p" }) } });
});

test("wrong calls do not compile", () => {
  // @ts-expect-error a missing required field
  void galileo.deleteByMetadata({ body: { metadata_key: "customer" } });
  // @ts-expect-error a body of the wrong type
  void galileo.deleteByMetadata({ body: { ...body, metadata_value: 1 } });
  // @ts-expect-error `immediate` is a boolean
  void galileo.deleteByMetadata({ body, query: { immediate: "yes" } });
  // @ts-expect-error no such parameter
  void galileo.deleteByMetadata({ body, query: { project: "p" } });
  // @ts-expect-error no body at all
  void galileo.deleteByMetadata({});
  expectTypeOf<DeleteByMetadataInput>().not.toExtend<{ body?: never }>();
});

test("credentials are exactly one of the document's alternatives", () => {
  // @ts-expect-error two at once
  createGalileoClient({ auth: { apiKey: "key", basic: { username: "u", password: "p" } } });
  // @ts-expect-error the document asks for credentials
  createGalileoClient({});
  // @ts-expect-error the document has no such grant
  createGalileoClient({ auth: { oauth2: clientCredentialsGrant({ clientId: "i", clientSecret: "s" }) } });
});

test("a result is told apart by its status", async () => {
  const result = await galileo.deleteByMetadata.result({ body });
  expectTypeOf(result.status).toEqualTypeOf<200 | 422 | "undeclared">();
  if (result.status === 200) expectTypeOf(result.data.job_id).toEqualTypeOf<string | null>();
  if (result.status === 422) {
    expectTypeOf(result.error).toExtend<ApiError>();
    expectTypeOf(result.error.body?.detail?.[0]?.msg).toEqualTypeOf<string | undefined>();
  }
});
