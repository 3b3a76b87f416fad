/** Public address of this API, without a slash at the end. Without PUBLIC_URL it is where the API listens, for development only. */
export function publicUrlOf({ PUBLIC_URL, HOST, PORT }: { PUBLIC_URL: string; HOST: string; PORT: number }): string {
  return PUBLIC_URL || `http://${HOST}:${PORT}`;
}
