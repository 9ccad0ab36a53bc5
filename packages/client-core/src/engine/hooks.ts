/** Tells hooks what goes on. They get copies: nothing that they do, throw or return changes anything. */
import type { Call } from "./call.ts";
import type { HookEvent, Hooks } from "./events.ts";

/** Calls somebody's function, and takes no notice of what comes of it. */
export function tell<Event>(hook: (event: Event) => unknown, event: Event): void {
  try {
    const result = hook(event);
    // What rejects later is nobody's business either.
    if (result !== undefined) new Promise((resolve) => resolve(result)).catch(() => {});
  } catch {}
}

/**
 * Tells one hook, if there is that one.
 * @param event what the hook is told, made of what every hook is told; its own
 */
export function tellHook<Name extends keyof Hooks>(
  { bound, number }: Call,
  name: Name,
  attempt: number,
  event: (about: HookEvent) => EventOf<Name>,
): void {
  const { operation, transport } = bound;
  // It takes the event of its own name.
  const hook = transport.settings.hooks[name] as ((event: object) => unknown) | undefined;
  if (!hook) return;
  tell(hook, event({ platform: transport.platform, operation: operation.name, call: number, attempt }));
}

type EventOf<Name extends keyof Hooks> = Parameters<NonNullable<Hooks[Name]>>[0];
