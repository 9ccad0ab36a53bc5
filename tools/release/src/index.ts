export { describePackage } from "./describe-package.ts";
export { judgeDocuments } from "./rating/document/judge-documents.ts";
export { judgeWithRedocly } from "./rating/redocly/judge-with-redocly.ts";
export { type Bump, compareBumps, highestBump, type Reason, type Verdict } from "./rating/verdict.ts";
