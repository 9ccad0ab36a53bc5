import { expect, test } from "vitest";
import { isInsecure } from "../src/read-options.ts";

test.each([
  "https://example.com",
  "http://localhost",
  "http://localhost:8080/a",
  "http://my-app.localhost",
  "http://127.0.0.1",
  "http://127.255.255.254:8080",
  "http://[::1]/",
])("what is sent to %s cannot be read on its way", (url) => {
  expect(isInsecure(url)).toBe(false);
});

test.each([
  "http://example.com",
  "http://mylocalhost",
  "http://.localhost.example.com",
  "http://localhost.example.com",
  "http://128.0.0.1",
  "http://1.127.0.0",
  "http://127.example.com",
  "http://a127.0.0.b",
  "http://[::2]/",
  "http://[1::1]/",
])("what is sent to %s can be", (url) => {
  expect(isInsecure(url)).toBe(true);
});
