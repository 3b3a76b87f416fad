/** A calendar day in UTC: `March 9, 2026`. */
export function day(date: Date, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" }).format(date);
}
