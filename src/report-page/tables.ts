/**
 * For the tables that ask for it: sort by a click on a heading, search, and only the first rows until all are asked for.
 * Without the script they are plain tables.
 */

/** Fewer rows are seen at a glance. */
const FEWEST_ROWS = 12;

export function improveTables(): void {
  for (const frame of document.querySelectorAll<HTMLElement>("[data-search]")) new ImprovedTable(frame);
}

class ImprovedTable {
  readonly #frame: HTMLElement;
  readonly #rows: HTMLTableRowElement[];
  readonly #first: number;
  readonly #more = document.createElement("button");
  readonly #found = document.createElement("span");
  #words: readonly string[] = [];
  /** By column, what its cells must be. */
  readonly #chosen = new Map<number, string>();

  constructor(frame: HTMLElement) {
    this.#frame = frame;
    this.#rows = [...frame.querySelectorAll<HTMLTableRowElement>("tbody tr")];
    this.#first = Number(frame.dataset.first ?? Number.POSITIVE_INFINITY);
    this.#addFilters();
    this.#addSorting();
    if (this.#rows.length >= FEWEST_ROWS) this.#addSearch();
    if (this.#rows.length > this.#first) this.#addMore();
    this.#show();
  }

  #addSorting(): void {
    const heads = [...this.#frame.querySelectorAll<HTMLTableCellElement>("thead th")];
    for (const [column, head] of heads.entries()) {
      const button = sortButton(head);
      const isFigure = head.classList.contains("figure");
      button.addEventListener("click", () => {
        const before = head.getAttribute("aria-sort");
        const order = before === null ? (isFigure ? "descending" : "ascending") : opposite(before);
        for (const other of heads) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", order);
        sortRows(this.#rows, column, order === "ascending" ? 1 : -1);
        this.#show();
      });
    }
  }

  /** Before the heads become buttons: their texts name the choices. */
  #addFilters(): void {
    for (const [column, head] of [...this.#frame.querySelectorAll<HTMLTableCellElement>("thead th")].entries()) {
      if (head.dataset.filter === undefined) continue;
      const values = [...new Set(this.#rows.map((row) => textOf(row, column)))].filter((text) => text !== "").sort();
      if (values.length < 2) continue;
      const select = document.createElement("select");
      select.append(new Option("all", ""), ...values.map((value) => new Option(value)));
      select.addEventListener("change", () => {
        if (select.value === "") this.#chosen.delete(column);
        else this.#chosen.set(column, select.value);
        this.#show();
      });
      const label = document.createElement("label");
      label.className = "choice";
      label.append(head.textContent ?? "", select);
      this.#frame.before(label);
    }
  }

  #addSearch(): void {
    const label = document.createElement("label");
    const input = document.createElement("input");
    label.className = "search";
    input.type = "search";
    input.placeholder = "Search";
    input.setAttribute("aria-label", `Search: ${this.#frame.dataset.search ?? ""}`);
    this.#found.setAttribute("role", "status");
    input.addEventListener("input", () => {
      this.#words = input.value.toLowerCase().split(/\s+/);
      this.#show();
    });
    label.append(input, this.#found);
    this.#frame.before(label);
  }

  #addMore(): void {
    this.#more.type = "button";
    this.#more.className = "more";
    this.#more.setAttribute("aria-expanded", "false");
    this.#more.addEventListener("click", () => {
      const isOpen = this.#more.getAttribute("aria-expanded") === "true";
      this.#more.setAttribute("aria-expanded", String(!isOpen));
      this.#show();
    });
    this.#frame.after(this.#more);
  }

  /** A search is over all rows. Paper shows the rows that the screen shows, and says how many there are. */
  #show(): void {
    const isSearched = this.#chosen.size > 0 || this.#words.some((word) => word !== "");
    const isOpen = isSearched || this.#more.getAttribute("aria-expanded") === "true";
    let count = 0;
    for (const row of this.#rows) {
      const text = isSearched ? (row.textContent ?? "").toLowerCase() : "";
      const isChosen = [...this.#chosen].every(([column, value]) => textOf(row, column) === value);
      row.hidden = !isChosen || !this.#words.every((word) => text.includes(word));
      if (!row.hidden) count++;
      row.classList.toggle("later", !isOpen && count > this.#first);
    }
    this.#found.textContent = isSearched ? `${count} of ${this.#rows.length} rows` : `${this.#rows.length} rows`;
    if (count > this.#first && !isOpen)
      this.#frame.dataset.shown = `The first ${this.#first} of ${count} rows; all are in the page.`;
    else delete this.#frame.dataset.shown;
    this.#more.hidden = isSearched;
    this.#more.textContent = isOpen ? `Show the first ${this.#first} rows` : `Show all ${this.#rows.length} rows`;
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

function textOf(row: HTMLTableRowElement, column: number): string {
  return (row.cells[column]?.textContent ?? "").trim();
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
