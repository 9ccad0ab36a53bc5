export const hooks = {
  /**
   * What is published says what its users need, not how it is made: no scripts, no names of private packages.
   */
  beforePacking({ devDependencies, scripts, openapiClient, ...published }) {
    return published;
  },
};
