export type Alignment = "left" | "right" | "center";

/**
 * The cells of a row, trimmed, pipes at its ends or not. `\|` divides nothing, nor does a pipe within code: GFM wants
 * it escaped there too, but models forget.
 * @param isOpen the row is still being written: code that is not closed goes on to its end
 */
export function splitRow(row: string, isOpen = false): string[] {
  const line = row.trim();
  const cells: string[] = [];
  let from = line.startsWith("|") ? 1 : 0;
  for (let at = from; at < line.length; at++) {
    if (line[at] === "\\") at++;
    else if (line[at] === "`") at = codeEnd(line, at, isOpen) - 1;
    else if (line[at] === "|") {
      cells.push(line.slice(from, at).trim());
      from = at + 1;
    }
  }
  const last = line.slice(from).trim();
  return last === "" && cells.length > 0 ? cells : [...cells, last];
}

/** The columns' alignments, if this line is the rule below a head of `columns` cells. */
export function readRule(line: string, columns: number): Alignment[] | undefined {
  const cells = line.includes("|") ? splitRow(line) : [];
  if (cells.length !== columns || !cells.every((cell) => /^:?-+:?$/.test(cell))) return undefined;
  return cells.map((cell) => {
    if (!cell.endsWith(":")) return "left";
    return cell.startsWith(":") ? "center" : "right";
  });
}

/** Whether a line looked like the rule of such a table at some moment while it was written. */
export function wasRule(line: string, columns: number): boolean {
  const cells = line.includes("|") ? splitRow(line).slice(0, columns) : [];
  const last = cells.pop();
  if (last === undefined || cells.length !== columns - 1) return false;
  return cells.every((cell) => /^:?-+:?$/.test(cell)) && /^:?-/.test(last);
}

/** Where code that begins with the backticks at `start` ends, or these backticks themselves if none close it. */
function codeEnd(line: string, start: number, isOpen: boolean): number {
  const opening = runEnd(line, start);
  const marks = line.slice(start, opening);
  for (let at = line.indexOf(marks, opening); at >= 0; ) {
    const end = runEnd(line, at);
    if (end - at === marks.length) return end;
    at = line.indexOf(marks, end);
  }
  return isOpen ? line.length : opening;
}

function runEnd(line: string, start: number): number {
  let at = start;
  while (line[at] === "`") at++;
  return at;
}
