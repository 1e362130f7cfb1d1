/**
 * Sort by a click on a heading, and search, for the tables that ask for it. Without the script they are plain tables.
 */

/** Fewer rows are seen at a glance. */
const FEWEST_ROWS = 9;

export function improveTables(): void {
  for (const frame of document.querySelectorAll<HTMLElement>("[data-search]")) {
    const rows = [...frame.querySelectorAll<HTMLTableRowElement>("tbody tr")];
    addSorting(frame, rows);
    if (rows.length >= FEWEST_ROWS) addSearch(frame, rows);
  }
}

function addSorting(frame: HTMLElement, rows: HTMLTableRowElement[]): void {
  const heads = [...frame.querySelectorAll<HTMLTableCellElement>("thead th")];
  for (const [column, head] of heads.entries()) {
    const button = sortButton(head);
    const isFigure = head.classList.contains("figure");
    button.addEventListener("click", () => {
      const before = head.getAttribute("aria-sort");
      const order = before === null ? (isFigure ? "descending" : "ascending") : opposite(before);
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", order);
      sortRows(rows, column, order === "ascending" ? 1 : -1);
    });
  }
}

/** Not a `button` element: Chromium 156 repeats no table head on the pages of a print that holds one. */
function sortButton(head: HTMLTableCellElement): HTMLElement {
  const button = document.createElement("span");
  button.role = "button";
  button.tabIndex = 0;
  button.append(...head.childNodes);
  head.append(button);
  button.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    button.click();
  });
  return button;
}

function opposite(order: string): "ascending" | "descending" {
  return order === "ascending" ? "descending" : "ascending";
}

function sortRows(rows: HTMLTableRowElement[], column: number, direction: 1 | -1): void {
  const key = (row: HTMLTableRowElement): string | number => {
    const cell = row.cells[column];
    return cell?.dataset.sort === undefined ? (cell?.textContent ?? "") : Number(cell.dataset.sort);
  };
  rows.sort((a, b) => direction * compare(key(a), key(b)));
  rows[0]?.parentElement?.append(...rows);
}

function compare(a: string | number, b: string | number): number {
  return typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b));
}

function addSearch(frame: HTMLElement, rows: readonly HTMLTableRowElement[]): void {
  const texts = new Map(rows.map((row) => [row, (row.textContent ?? "").toLowerCase()]));
  const label = document.createElement("label");
  const input = document.createElement("input");
  const found = document.createElement("span");
  label.className = "search";
  input.type = "search";
  input.placeholder = "Search";
  input.setAttribute("aria-label", `Search: ${frame.dataset.search ?? ""}`);
  found.setAttribute("role", "status");
  const show = (): void => {
    const words = input.value.toLowerCase().split(/\s+/);
    let count = 0;
    for (const [row, text] of texts) {
      row.hidden = !words.every((word) => text.includes(word));
      if (!row.hidden) count++;
    }
    found.textContent = `${count} of ${rows.length} rows`;
  };
  input.addEventListener("input", show);
  show();
  label.append(input, found);
  frame.before(label);
}
