import { expect, test } from "vitest";
import { readmePrograms } from "../src/consumer/readme-programs.ts";

test("each TypeScript example is a program; other examples are not", () => {
  const readme =
    "# A\n\n```ts\nconst a = 1;\n```\n\n```sh\nnpm install\n```\n\n```ts\nconst b = 2;\n\nexport { b };\n```\n";
  expect(readmePrograms(readme)).toEqual(["const a = 1;\n", "const b = 2;\n\nexport { b };\n"]);
});
