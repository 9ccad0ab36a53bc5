import { idleClose } from "./idle-close.ts";
import { oneToken } from "./one-token.ts";
import { retryBudget } from "./retry-budget.ts";
import type { Scenario } from "./scenario.ts";

export const scenarios: readonly Scenario[] = [idleClose, oneToken, retryBudget];
