/** Whether there is a Prism that answers: one that is about to end still accepts connections. */
export async function isAnswering(url: string): Promise<boolean> {
  try {
    await fetch(url);
    return true;
  } catch {
    return false;
  }
}
