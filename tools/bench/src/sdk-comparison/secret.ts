/** The key that every candidate is given. It is looked for in errors, and in what arrives at another origin. One of the SDKs wants its keys to begin like this. */
export const secret = "ei_k3y-that-nobody-may-see";
