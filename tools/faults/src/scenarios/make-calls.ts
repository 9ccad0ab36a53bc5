import { memberOf } from "@workshop/config/client-member";
import { type Exports, type Observed, observe } from "../runner/outcome.ts";
import type { Subject } from "../subject.ts";

type Callable = (...args: readonly unknown[]) => Promise<unknown>;

/** A function that makes one call after the other with the same client. */
export function caller(
  subject: Subject,
  exports: Exports,
  options: object,
): (callOptions?: object) => Promise<Observed> {
  const create = exports[subject.factory] as (options: object) => object;
  const operation = memberOf(create({ auth: subject.auth, ...options }), subject.member) as Callable;
  return (callOptions) => {
    const all = { ...subject.options, ...callOptions };
    const args = subject.input === undefined ? [all] : [subject.input, all];
    return observe("method", exports, operation(...args));
  };
}
