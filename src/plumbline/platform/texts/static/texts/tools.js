// The toolbar of a rich text: marks round what is chosen, signs before lines, a preview. One stop for the Tab key, arrow
// keys within, and the browser's own undo goes on working, for every change is typed into the field.
import { phrase, token } from "./state.js";

export function insert(area, words, start = area.selectionStart, end = area.selectionEnd) {
  area.focus();
  area.setSelectionRange(start, end);
  const done = words ? document.execCommand("insertText", false, words) : document.execCommand("delete");
  if (!done) {
    area.setRangeText(words, start, end, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

export function toolbar(root, area, saving) {
  const bar = root.querySelector(".text__tools");
  if (!bar) return;
  const buttons = [...bar.querySelectorAll("button")];
  bar.hidden = false;
  rove(bar, buttons);
  const acts = {
    bold: () => around(area, "**", phrase("bold")),
    italic: () => around(area, "*", phrase("italic")),
    heading: () => before(area, "## ", HEADING, phrase("heading")),
    list: () => before(area, "- ", ITEM, phrase("item")),
    numbers: () => before(area, "1. ", NUMBER, phrase("item")),
    link: () => link(area),
    table: () => table(area),
    undo: () => { area.focus(); document.execCommand("undo"); },
    preview: (button) => preview(root, area, saving, button),
  };
  for (const button of buttons) button.addEventListener("click", () => { acts[button.dataset.tool](button); pressed(area, buttons); });
  area.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    const act = { b: acts.bold, i: acts.italic, k: acts.link }[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  });
  area.addEventListener("keydown", (event) => { if (event.key === "Enter" && !event.shiftKey) goOn(event, area); });
  for (const moment of ["keyup", "click", "focus", "input"]) area.addEventListener(moment, () => pressed(area, buttons));
}

function rove(bar, buttons) {
  buttons.forEach((button, at) => { button.tabIndex = at ? -1 : 0; });
  const go = (to) => {
    buttons.forEach((button) => { button.tabIndex = -1; });
    to.tabIndex = 0;
    to.focus();
  };
  bar.addEventListener("keydown", (event) => {
    const at = buttons.indexOf(document.activeElement);
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    go(buttons[(next + buttons.length) % buttons.length]);
  });
  bar.addEventListener("focusin", (event) => { buttons.forEach((button) => { button.tabIndex = button === event.target ? 0 : -1; }); });
}

const HEADING = /^#{1,6} /;
const ITEM = /^[-*+] /;
const NUMBER = /^\d{1,9}[.)] /;

function lines(area) {
  const { value, selectionStart, selectionEnd } = area;
  const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
  const after = value.indexOf("\n", Math.max(selectionEnd - (selectionEnd > selectionStart && value[selectionEnd - 1] === "\n" ? 1 : 0), start));
  return [start, after === -1 ? value.length : after];
}

function marked(area, mark) {
  const { value, selectionStart: start, selectionEnd: end } = area;
  const size = mark.length;
  const outside = value.slice(start - size, start) === mark && value.slice(end, end + size) === mark;
  if (!outside || mark !== "*") return outside;
  return value.slice(start - 2, start) !== "**" || value.slice(start - 3, start) === "***";
}

function around(area, mark, words) {
  const { selectionStart: start, selectionEnd: end } = area;
  if (marked(area, mark)) {
    const inner = area.value.slice(start, end);
    insert(area, inner, start - mark.length, end + mark.length);
    area.setSelectionRange(start - mark.length, start - mark.length + inner.length);
    return;
  }
  const chosen = area.value.slice(start, end);
  const inner = chosen.trim() || words;
  const ahead = chosen.match(/^\s*/)[0];
  insert(area, `${ahead}${mark}${inner}${mark}${chosen.trim() ? chosen.match(/\s*$/)[0] : ""}`);
  const from = start + ahead.length + mark.length;
  area.setSelectionRange(from, from + inner.length);
}

function before(area, sign, known, words) {
  const [start, end] = lines(area);
  const rows = area.value.slice(start, end).split("\n");
  const has = rows.every((row) => known.test(row) || !row.trim()) && rows.some((row) => known.test(row));
  const bare = rows.map((row) => row.replace(HEADING, "").replace(ITEM, "").replace(NUMBER, ""));
  let number = 0;
  const made = has ? bare : bare.map((row) => {
    if (!row.trim() && rows.length > 1) return row;
    number += 1;
    return (known === NUMBER ? `${number}. ` : sign) + (row || words);
  });
  // A list that follows a paragraph without an empty line is one with it for some readers
  insert(area, made.join("\n"), start, end);
  if (rows.length === 1 && !rows[0].trim()) area.setSelectionRange(start + made[0].length - words.length, start + made[0].length);
  else area.setSelectionRange(start, start + made.join("\n").length);
}

function link(area) {
  const chosen = area.value.slice(area.selectionStart, area.selectionEnd).trim();
  const start = area.selectionStart;
  if (/^https?:\/\/\S+$/.test(chosen)) {
    const words = phrase("link");
    insert(area, `[${words}](${chosen})`);
    area.setSelectionRange(start + 1, start + 1 + words.length);
    return;
  }
  const words = chosen || phrase("link");
  insert(area, `[${words}](https://)`);
  const from = chosen ? start + words.length + 3 : start + 1;
  area.setSelectionRange(from, chosen ? from + 8 : from + words.length);
}

function table(area) {
  const column = phrase("column");
  const rows = [`| ${column} 1 | ${column} 2 |`, "|---|---|", "|  |  |", "|  |  |"];
  const { value, selectionStart: start } = area;
  const ahead = start === 0 || value.slice(0, start).endsWith("\n\n") ? "" : value[start - 1] === "\n" ? "\n" : "\n\n";
  insert(area, `${ahead}${rows.join("\n")}\n`, start, start);
  area.setSelectionRange(start + ahead.length + 2, start + ahead.length + 2 + column.length + 2);
}

// Enter within a list begins the next item; on an empty item it ends the list.
function goOn(event, area) {
  const { value, selectionStart: at } = area;
  if (at !== area.selectionEnd || event.isComposing) return;
  const start = value.lastIndexOf("\n", at - 1) + 1;
  const found = value.slice(start, at).match(/^(\s*)([-*+]|(\d{1,9})([.)])) (.*)$/);
  if (!found) return;
  event.preventDefault();
  if (!found[5].trim()) insert(area, "", start, at);
  else insert(area, `\n${found[1]}${found[3] ? `${Number(found[3]) + 1}${found[4]}` : found[2]} `);
}

function pressed(area, buttons) {
  const [start] = lines(area);
  const line = area.value.slice(start, area.value.indexOf("\n", start) === -1 ? undefined : area.value.indexOf("\n", start));
  const on = { bold: marked(area, "**"), italic: marked(area, "*"), heading: HEADING.test(line), list: ITEM.test(line), numbers: NUMBER.test(line) };
  for (const button of buttons) if (button.dataset.tool in on) button.setAttribute("aria-pressed", String(on[button.dataset.tool]));
}

async function preview(root, area, saving, button) {
  const sheet = root.querySelector(".text__preview");
  const shown = button.getAttribute("aria-pressed") === "true";
  button.setAttribute("aria-pressed", String(!shown));
  area.hidden = !shown;
  sheet.hidden = shown;
  if (shown) {
    area.focus();
    return;
  }
  saving.now();
  const body = new URLSearchParams({ csrfmiddlewaretoken: token.value, do: "preview", [`body-${saving.text}`]: area.value });
  const answer = await fetch(saving.address, { method: "POST", body, headers: { "X-Text": "yes" }, redirect: "manual" }).catch(() => null);
  if (answer?.ok) sheet.innerHTML = (await answer.json()).html; // made safe by the server, as on every page that shows it
  else sheet.textContent = area.value;
}
