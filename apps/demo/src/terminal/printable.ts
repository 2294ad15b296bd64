/** A text that came from elsewhere, on one line and without anything that a terminal would obey. */
export function printable(text: string): string {
  // Controls, and the marks that turn the direction of the text around.
  return text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();
}
