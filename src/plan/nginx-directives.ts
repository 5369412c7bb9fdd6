/** One directive of an nginx configuration. */
export interface NginxDirective {
  readonly name: string;
  readonly args: readonly string[];
  /** Line on which it begins, from 1. */
  readonly line: number;
  /** Names of the blocks around it, outermost first. */
  readonly within: readonly string[];
}

interface Token {
  readonly text: string;
  readonly line: number;
  /** A brace or semicolon that stands for itself. */
  readonly mark: boolean;
}

/** Comments, quoted words, marks, words. A `${` belongs to its word. */
const TOKEN = /#[^\n]*|"(?:\\[^]|[^"\\])*"|'(?:\\[^]|[^'\\])*'|[{};]|(?:\\[^]|\$\{[^}\n]*\}|[^\s{};\\])+/g;

/** The directives of a file, or the line from which it cannot be read. Blocks come before what they hold. */
export function readDirectives(text: string): { readonly directives: NginxDirective[]; readonly brokenAt?: number } {
  const directives: NginxDirective[] = [];
  const within: string[] = [];
  let words: Token[] = [];
  let last = 1;
  for (const token of tokens(text)) {
    last = token.line;
    if (!token.mark) {
      words.push(token);
    } else if (token.text === '}') {
      if (words.length > 0 || within.pop() === undefined) {
        return { directives, brokenAt: token.line };
      }
    } else {
      if (words.length === 0) {
        return { directives, brokenAt: token.line };
      }
      const [name, ...args] = words.map((word) => word.text);
      directives.push({ name, args, line: words[0].line, within: [...within] });
      words = [];
      if (token.text === '{') {
        within.push(name);
      }
    }
  }
  return words.length > 0 || within.length > 0 ? { directives, brokenAt: last } : { directives };
}

function* tokens(text: string): Generator<Token> {
  let line = 1;
  let seen = 0;
  for (const { 0: found, index } of text.matchAll(TOKEN)) {
    line += breaks(text.slice(seen, index));
    seen = index;
    if (!found.startsWith('#')) {
      const quoted = /^["']/.test(found) && found.length > 1;
      yield { text: (quoted ? found.slice(1, -1) : found).replace(/\\(["'\\;{} ])/g, '$1'), line, mark: /^[{};]$/.test(found) };
    }
  }
}

function breaks(text: string): number {
  return text.split('\n').length - 1;
}
