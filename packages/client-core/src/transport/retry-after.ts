/**
 * How long a server asks to wait, in milliseconds: `retry-after-ms`, or `Retry-After` in seconds or as a date.
 * `undefined`: it does not say, or not so that it can be understood.
 */
export function retryAfter(headers: Headers): number | undefined {
  const [precise, after] = [headers.get("retry-after-ms"), headers.get("retry-after")];
  if (precise && Number(precise) >= 0) return Number(precise);
  if (after && Number(after) >= 0) return Number(after) * 1000;
  // A date is compared with the server's own clock, if it tells that.
  const wait =
    Date.parse(/[a-z]/i.test(after ?? "") ? String(after) : "") - (Date.parse(headers.get("date") ?? "") || Date.now());
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}
