import { describePackage } from "@workshop/release";

describePackage(`${import.meta.dirname}/..`);
