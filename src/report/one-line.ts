/** What a user wrote, kept on its line: a break would end a cell, or begin a heading. */
export function oneLine(text: string): string {
  return text.replace(/\s*[\r\n\u2028\u2029]+\s*/g, ' ');
}
