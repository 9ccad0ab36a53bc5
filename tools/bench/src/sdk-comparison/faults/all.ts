import { connections } from "./connections.ts";
import { credentials } from "./credentials.ts";
import type { Fault } from "./fault.ts";
import { inputs } from "./inputs.ts";
import { postponements } from "./postponements.ts";
import { redirects } from "./redirects.ts";
import { responses } from "./responses.ts";

/** No fault at all: every candidate has to succeed, or the measurement is worth nothing. */
export const control: Fault = { title: "none" };

/** In the order of the table's rows. */
export const faults: readonly Fault[] = [
  control,
  ...responses,
  ...connections,
  ...redirects,
  ...postponements,
  ...inputs,
  ...credentials,
];
