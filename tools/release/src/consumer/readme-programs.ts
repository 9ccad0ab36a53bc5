/** The TypeScript examples of a README, in their order: what users will copy has to compile. */
export function readmePrograms(readme: string): readonly string[] {
  return [...readme.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, program = ""]) => program);
}
