/** What tells one client package from the next. */
export interface ClientPackage {
  /** Names the document (`specs/<platform>.yaml`), the folder and the package: `edgeimpulse`. */
  readonly platform: string;
  /** Names the client in code, in Pascal case: `EdgeImpulse` gives `createEdgeImpulseClient`. */
  readonly name: string;
  /** Names the platform in prose: `Edge Impulse`. */
  readonly title: string;
}
