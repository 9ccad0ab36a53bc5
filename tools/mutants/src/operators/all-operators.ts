import type { Operator } from "../mutant.ts";
import { bodyOperators } from "./body-operators.ts";
import { choiceOperators } from "./choice-operators.ts";
import { limitOperators } from "./limit-operators.ts";
import { operationOperators } from "./operation-operators.ts";
import { parameterOperators } from "./parameter-operators.ts";
import { propertyOperators } from "./property-operators.ts";
import { proseOperators } from "./prose-operators.ts";
import { responseOperators } from "./response-operators.ts";
import { securityOperators } from "./security-operators.ts";
import { styleOperators } from "./style-operators.ts";
import { typeOperators } from "./type-operators.ts";

/** Every kind of change, in the order of the table. */
export const ALL_OPERATORS: readonly Operator[] = [
  ...operationOperators,
  ...parameterOperators,
  ...styleOperators,
  ...bodyOperators,
  ...propertyOperators,
  ...typeOperators,
  ...limitOperators,
  ...choiceOperators,
  ...responseOperators,
  ...securityOperators,
  ...proseOperators,
];
