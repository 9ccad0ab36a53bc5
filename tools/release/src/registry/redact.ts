/** Takes out what could let somebody in: addresses with a password, tokens as npm writes them. */
export function redact(text: string): string {
  return text
    .replaceAll(/(?<=:\/\/)[^\s/@]+@/g, "***@")
    .replaceAll(/(?<=\b(?:_authToken|_auth|_password)\s*=\s*)\S+/g, "***")
    .replaceAll(/(?<=\b(?:bearer|basic)\s+)[\w.~+/=-]+/gi, "***")
    .replaceAll(/\bnpm_[A-Za-z0-9]{36}\b/g, "***");
}
