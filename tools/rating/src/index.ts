/** What a change means to the users of a package: `major`, `minor`, `patch` or `none`, with reasons. */
export { compile, describeDiagnostics } from "./compile.ts";
export { judgeDocuments } from "./document/judge-documents.ts";
export { ratePackage } from "./rate.ts";
export { type Bump, compareBumps, highestBump, type Rating, type Reason } from "./rating.ts";
export { CORE_FOLDER, packageFolder, readPackageSide } from "./sides/package-side.ts";
export { Repository } from "./sides/repository.ts";
