/** `VoiceFallbackUrl` -> `voice_fallback_url`: Twilio's parameter names in the form of its answers. */
export function snakeCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1_$2")
    .toLowerCase();
}
