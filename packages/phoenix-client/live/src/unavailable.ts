/** This machine cannot run a real server: it lacks a Python or the network. A reason to skip, not to fail. */
export class Unavailable extends Error {
  override readonly name = "Unavailable";
}
