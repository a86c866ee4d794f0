// Rows to fill in as a grid. The text field under it stays the value: what is typed in a cell is written there, saved and
// compared as any other text. Cells copied from a spreadsheet fill the rows that they need.

const ESCAPED = { "\\": "\\\\", "|": "\\|", "\n": "\\n", "\t": " " };

// The same reading as `kinds.read_rows`, and the same writing as `kinds.write_rows`.
export function readRows(body) {
  return body.split("\n").map(cells).filter((row) => row.some(Boolean));
}

export function writeRows(rows) {
  return rows
    .map((row) => row.map((cell) => cell.trim().replace(/[\\|\n\t]/g, (one) => ESCAPED[one])).join(" | ").trimEnd())
    .filter((line) => line.replace(/[\s|]/g, ""))
    .join("\n");
}

function cells(line) {
  if (line.includes("\t") && !line.includes("|")) return line.split("\t").map((cell) => cell.trim());
  const row = [];
  let cell = "";
  for (let place = 0; place < line.length; place += 1) {
    if (line[place] === "\\" && place + 1 < line.length) {
      place += 1;
      cell += line[place] === "n" ? "\n" : line[place];
    } else if (line[place] === "|") {
      row.push(cell.trim());
      cell = "";
    } else cell += line[place];
  }
  return [...row, cell.trim()];
}

const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_all, name) => values[name] ?? "");

class Grid {
  constructor(root) {
    this.root = root;
    this.area = root.querySelector("textarea");
    this.columns = JSON.parse(root.dataset.columns);
    this.table = document.createElement("table");
    this.table.className = "rows";
    this.head();
    this.body = this.table.createTBody();
    this.adding = this.button(root.dataset.add, "link-button", () => this.add().querySelector("input").focus());
    this.draw();
    const scroll = document.createElement("div");
    scroll.className = "scroll";
    scroll.append(this.table);
    this.area.before(scroll, this.adding);
    for (const one of [this.area, root.querySelector(".govuk-hint")]) one.hidden = true;
    this.area.addEventListener("text:written", () => this.draw());
  }

  head() {
    const caption = this.table.createCaption();
    caption.className = "govuk-visually-hidden";
    caption.textContent = this.root.dataset.title;
    const row = this.table.createTHead().insertRow();
    for (const title of [...this.columns.map((one) => one.title), ""]) {
      const cell = document.createElement(title ? "th" : "td");
      if (title) cell.scope = "col";
      cell.textContent = title;
      row.append(cell);
    }
  }

  draw() {
    this.body.replaceChildren();
    for (const row of readRows(this.area.value)) this.add(row);
    this.add();
  }

  add(values = []) {
    const row = this.body.insertRow();
    this.columns.forEach((column, place) => {
      const input = document.createElement("input");
      input.className = "govuk-input";
      input.value = (values[place] ?? "").replaceAll("\n", " ");
      input.autocomplete = "off";
      if (column.kind === "number") input.inputMode = "decimal";
      input.addEventListener("input", () => this.write());
      input.addEventListener("blur", () => this.area.dispatchEvent(new Event("blur")));
      input.addEventListener("paste", (event) => this.paste(event, row, place));
      row.insertCell().append(input);
    });
    row.insertCell().append(this.button(this.root.dataset.short, "link-button link-button--danger", () => this.remove(row)));
    this.name();
    return row;
  }

  remove(row) {
    const next = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    if (!this.body.rows.length) this.add();
    (next?.isConnected ? next : this.body.rows[0]).querySelector("input").focus();
    this.name();
    this.write();
  }

  paste(event, row, place) {
    const text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
    if (!/[\t\n]/.test(text)) return;
    event.preventDefault();
    let at = row;
    for (const line of text.split("\n")) {
      at ??= this.add();
      line.split("\t").forEach((cell, across) => {
        const input = at.querySelectorAll("input")[place + across];
        if (input) input.value = cell.trim();
      });
      at = at.nextElementSibling;
    }
    this.write();
  }

  write() {
    const rows = [...this.body.rows].map((row) => [...row.querySelectorAll("input")].map((one) => one.value));
    this.area.value = writeRows(rows);
    this.area.dispatchEvent(new Event("input", { bubbles: true }));
    if (rows.at(-1).some((cell) => cell.trim())) this.add();
  }

  name() {
    [...this.body.rows].forEach((row, number) => {
      const said = { row: number + 1 };
      row.querySelectorAll("input").forEach((input, place) => {
        input.setAttribute("aria-label", fill(this.root.dataset.cell, { ...said, column: this.columns[place].title }));
      });
      row.querySelector("button")?.setAttribute("aria-label", fill(this.root.dataset.remove, said));
    });
  }

  button(words, kind, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = kind;
    made.textContent = words;
    made.addEventListener("click", act);
    return made;
  }
}

for (const root of document.querySelectorAll("[data-table]")) {
  if (root.querySelector("textarea:not([readonly])") && !root.querySelector("table")) new Grid(root);
}
