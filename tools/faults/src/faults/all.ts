import type { Fault } from "../fault.ts";
import { bodyFaults } from "./bodies.ts";
import { clockFaults } from "./clock.ts";
import { codingFaults } from "./codings.ts";
import { connectionFaults } from "./connections.ts";
import { endingFaults } from "./endings.ts";
import { headFaults } from "./heads.ts";
import { redirectFaults } from "./redirects.ts";
import { refusalBodyFaults } from "./refusal-bodies.ts";
import { requestFaults } from "./requests.ts";
import { retryFaults } from "./retries.ts";
import { statusFaults } from "./statuses.ts";
import { tokenFaults } from "./tokens.ts";
import { unreachableFaults } from "./unreachable.ts";

/** All of them. A fault counts once, however many platforms, ways and Nodes it is tried on. */
export const faults: readonly Fault[] = [
  ...statusFaults,
  ...headFaults,
  ...bodyFaults,
  ...codingFaults,
  ...refusalBodyFaults,
  ...connectionFaults,
  ...unreachableFaults,
  ...redirectFaults,
  ...endingFaults,
  ...tokenFaults,
  ...retryFaults,
  ...requestFaults,
  ...clockFaults,
];
