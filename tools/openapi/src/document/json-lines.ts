import { toPointer } from "./pointer.ts";

/**
 * The line of every place in a JSON text, by its pointer: that of the key for a member, that of the value for an item.
 * Ten times as fast as a syntax tree, for texts of which it is known that they are valid.
 */
export function linesOfJson(text: string): ReadonlyMap<string, number> {
  const scanner = new Scanner(text);
  scanner.value("");
  return scanner.lines;
}

class Scanner {
  readonly lines = new Map<string, number>([["", 1]]);
  private readonly text: string;
  private offset = 0;
  private line = 1;

  constructor(text: string) {
    this.text = text;
  }

  value(pointer: string): void {
    this.skip();
    const first = this.text[this.offset];
    if (first === "{") {
      this.members(() => {
        const key = toPointer([this.string()]);
        this.lines.set(pointer + key, this.line);
        this.skip();
        this.offset += 1; // the colon
        this.value(pointer + key);
      });
    } else if (first === "[") {
      let index = 0;
      this.members(() => {
        this.lines.set(`${pointer}/${index}`, this.line);
        this.value(`${pointer}/${index}`);
        index += 1;
      });
    } else if (first === '"') this.string();
    else
      while (this.offset < this.text.length && !",]} \t\r\n".includes(this.text[this.offset] ?? "")) this.offset += 1;
  }

  private members(member: () => void): void {
    this.offset += 1;
    for (;;) {
      this.skip();
      const next = this.text[this.offset];
      if (next === undefined || next === "]" || next === "}") {
        this.offset += 1;
        return;
      }
      if (next === ",") this.offset += 1;
      else member();
    }
  }

  private string(): string {
    const start = this.offset;
    this.offset += 1;
    while (this.text[this.offset] !== '"') this.offset += this.text[this.offset] === "\\" ? 2 : 1;
    this.offset += 1;
    return JSON.parse(this.text.slice(start, this.offset)) as string; // a JSON string is a string
  }

  private skip(): void {
    for (; this.offset < this.text.length; this.offset += 1) {
      const character = this.text[this.offset];
      if (character === "\n") this.line += 1;
      else if (character !== " " && character !== "\t" && character !== "\r") return;
    }
  }
}
