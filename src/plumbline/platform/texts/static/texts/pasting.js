// What is pasted from Word, Excel, a mail or a web page keeps its lists, tables, headings, links and stress, as Markdown.
import { announce, phrase } from "./state.js";
import { insert } from "./tools.js";

const place = document.querySelector("script[data-turndown]")?.dataset.turndown;
const STRUCTURE = "table, ul, ol, h1, h2, h3, h4, h5, h6, b, strong, i, em, a[href], blockquote, p[style*='mso-list'], p[class*='MsoList'], span[style*='bold'], span[style*='700'], span[style*='italic']";
const DEAD = "script, style, meta, link, title, head, iframe, object, embed, svg, img, form, input, button, textarea, noscript, template, audio, video, canvas, math, xml";
let service;

async function converter() {
  if (service) return service;
  const { default: Turndown, gfm } = await import(place);
  service = new Turndown({ headingStyle: "atx", bulletListMarker: "-", emDelimiter: "*", codeBlockStyle: "fenced", hr: "---" });
  service.use(gfm);
  service.keep(["br"]); // within the cells of a table; elsewhere a line end
  service.addRule("items", { filter: "li", replacement: item });
  service.addRule("plain links", { filter: (node) => node.nodeName === "A" && !/^(https?:|mailto:|tel:)/i.test(node.getAttribute("href") ?? ""), replacement: (words) => words });
  service.addRule("line ends", { filter: "br", replacement: (_words, node) => (node.closest("td, th") ? "<br>" : "\n") });
  service.escape = (words) => words.replace(/\\(?=[!-/:-@[-`{-~])/g, "\\\\").replace(/\*/g, "\\*").replace(/(^|\s)_(?=\S)/g, "$1\\_").replace(/^([-+>#]+)(?=\s)/, "\\$1").replace(/^(\d+)([.)])(?=\s)/, "$1\\$2").replace(/`/g, "\\`");
  return service;
}

function item(words, node) {
  const list = node.parentNode;
  const at = [...list.children].indexOf(node);
  const sign = list.nodeName === "OL" ? `${Number(list.getAttribute("start") || 1) + at}. ` : "- ";
  const inner = words.replace(/^\n+/, "").replace(/\n+$/, "").replace(/\n{2,}/g, "\n").replace(/\n/g, `\n${" ".repeat(sign.length)}`);
  return `${sign}${inner}${node.nextSibling ? "\n" : ""}`;
}

export function pastes(root, area) {
  area.addEventListener("paste", (event) => {
    const html = event.clipboardData?.getData("text/html");
    if (!html || !place) return;
    const page = new DOMParser().parseFromString(html, "text/html"); // nothing in it runs or loads
    if (!page.body.querySelector(STRUCTURE)) return;
    const cells = page.body.querySelectorAll("td, th");
    if (cells.length === 1) return; // one cell of a spreadsheet is just its words
    event.preventDefault();
    const plain = event.clipboardData.getData("text/plain");
    const { selectionStart: start, selectionEnd: end } = area;
    toMarkdown(page).catch(() => plain).then((words) => {
      const moved = area.selectionStart !== start || area.selectionEnd !== end;
      insert(area, fitted(area, words || plain, moved ? area.selectionStart : start), moved ? undefined : start, moved ? undefined : end);
      announce(root, phrase("pasted"));
    });
  });
}

// Blocks stand apart from the words round them.
function fitted(area, words, at) {
  if (!/\n|^(#|-|\d+\.|\|)/.test(words)) return words;
  const ahead = area.value.slice(0, at);
  const before = !ahead || ahead.endsWith("\n\n") ? "" : ahead.endsWith("\n") ? "\n" : "\n\n";
  return `${before}${words}\n`;
}

export async function toMarkdown(page) {
  const body = page.body;
  tidy(page);
  lists(body);
  body.querySelectorAll("table").forEach(table);
  const words = (await converter()).turndown(body);
  return words.replace(/\u00a0/g, " ").replace(/[ \t]+$/gm, "").replace(/\n{3,}/g, "\n\n").trim();
}

function tidy(page) {
  const body = page.body;
  page.querySelectorAll(DEAD).forEach((one) => one.remove());
  const comments = page.createTreeWalker(body, NodeFilter.SHOW_COMMENT);
  const found = [];
  while (comments.nextNode()) found.push(comments.currentNode);
  found.forEach((one) => one.remove());
  for (const one of [...body.querySelectorAll("*")]) {
    const style = (one.getAttribute("style") ?? "").replace(/\s/g, "").toLowerCase();
    if (/display:none|mso-hide:all/.test(style)) one.remove();
    else if (one.localName.includes(":") && !one.textContent.trim()) one.remove(); // o:p of Word
    else if (/^(B|STRONG)$/.test(one.nodeName) && /font-weight:(normal|400)/.test(style)) one.replaceWith(...one.childNodes);
    else if (one.nodeName === "SPAN" && /font-weight:(bold|[6-9]00)/.test(style)) wrap(page, one, "strong");
    else if (one.nodeName === "SPAN" && /font-style:italic/.test(style)) wrap(page, one, "em");
    else if (one.nodeName === "P" && /^MsoTitle/.test(one.className)) rename(page, one, "h1");
  }
}

function wrap(page, one, name) {
  if (!one.textContent.trim()) return;
  const outer = page.createElement(name);
  outer.append(...one.childNodes);
  one.append(outer);
}

function rename(page, one, name) {
  const made = page.createElement(name);
  made.append(...one.childNodes);
  one.replaceWith(made);
}

// Word writes the items of a list as paragraphs, with the level in the style and the sign as words; Google puts a list
// within a list beside its item instead of in it.
function lists(body) {
  for (const inner of body.querySelectorAll("ul > ul, ul > ol, ol > ul, ol > ol")) inner.previousElementSibling?.append(inner);
  let open = []; // the lists that are open, outermost first
  let last = null;
  for (const paragraph of [...body.querySelectorAll("p, h1, h2, h3, h4, h5, h6, table, ul, ol")]) {
    const style = paragraph.getAttribute("style") ?? "";
    const level = Number(style.match(/mso-list:[^;]*?level(\d+)/)?.[1] ?? 0);
    if (!level || /mso-list:\s*none/.test(style)) {
      if (!last?.contains(paragraph)) open = [];
      continue;
    }
    if (last && between(last, paragraph)) open = [];
    const sign = signOf(paragraph);
    const kind = /^\(?(\d+|[a-z]{1,3})[.)]/i.test(sign) && !/^o$/i.test(sign) ? "ol" : "ul";
    open.length = Math.min(open.length, level);
    while (open.length < level) open.push(begin(paragraph, open.at(-1), kind, sign));
    if (open.at(-1).localName !== kind && open.length === level) {
      open.pop();
      open.push(begin(paragraph, open.at(-1), kind, sign));
    }
    const made = paragraph.ownerDocument.createElement("li");
    made.append(...paragraph.childNodes);
    open.at(-1).append(made);
    paragraph.remove();
    last = open[0];
  }
}

function between(list, paragraph) {
  return list.nextElementSibling !== paragraph || (list.nextSibling !== paragraph && list.nextSibling?.textContent.trim());
}

function begin(paragraph, outer, kind, sign) {
  const list = paragraph.ownerDocument.createElement(kind);
  const number = Number(sign.match(/\d+/)?.[0] ?? 1);
  if (kind === "ol" && number > 1) list.setAttribute("start", String(number));
  if (outer) (outer.lastElementChild ?? outer).append(list);
  else paragraph.before(list);
  return list;
}

function signOf(paragraph) {
  const ignored = [...paragraph.querySelectorAll("span")].find((one) => /mso-list:\s*ignore/i.test(one.getAttribute("style") ?? ""));
  if (ignored) {
    const sign = ignored.textContent.trim();
    ignored.remove();
    return sign;
  }
  const first = paragraph.textContent.match(/^\s*([·•▪◦§o\-–]|\(?\d{1,3}[.)]|\(?[a-z][.)])[\s\u00a0]+/i);
  if (!first) return "";
  cut(paragraph, first[0].length);
  return first[1];
}

function cut(node, length) {
  const walker = node.ownerDocument.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  let left = length;
  while (left > 0 && walker.nextNode()) {
    const taken = Math.min(left, walker.currentNode.data.length);
    walker.currentNode.data = walker.currentNode.data.slice(taken);
    left -= taken;
  }
}

// A table with one head row and as many cells in each row; what a merged cell covers is empty.
function table(one) {
  if (one.parentElement?.closest("table")) {
    one.replaceWith(one.ownerDocument.createTextNode(one.textContent.replace(/\s+/g, " ")));
    return;
  }
  const page = one.ownerDocument;
  const grid = [];
  [...one.rows].forEach((row, at) => {
    grid[at] ??= [];
    let column = 0;
    for (const cell of row.cells) {
      while (grid[at][column] !== undefined) column += 1;
      for (let down = 0; down < Math.min(cell.rowSpan || 1, one.rows.length - at); down += 1) {
        for (let across = 0; across < Math.min(cell.colSpan || 1, 100); across += 1) {
          (grid[at + down] ??= [])[column + across] = down || across ? [] : broken(cell);
        }
      }
    }
  });
  const rows = grid.filter((row) => row.some((cell) => cell?.some((part) => part.textContent.trim())));
  const width = Math.max(0, ...rows.map((row) => row.length));
  if (!width) {
    one.remove();
    return;
  }
  const made = page.createElement("table");
  rows.forEach((row, at) => {
    const line = made.appendChild(page.createElement("tr"));
    for (let column = 0; column < width; column += 1) line.appendChild(page.createElement(at ? "td" : "th")).append(...(row[column] ?? []));
  });
  one.replaceWith(made);
}

// The words of a cell on one line: blocks become line ends, and marks within stay.
function broken(cell) {
  const page = cell.ownerDocument;
  for (const entry of cell.querySelectorAll("li")) entry.prepend("• ");
  for (const block of cell.querySelectorAll("p, div, li, h1, h2, h3, h4, h5, h6")) {
    if (block.textContent.trim()) block.after(page.createElement("br"));
    block.replaceWith(...block.childNodes);
  }
  for (const list of cell.querySelectorAll("ul, ol")) list.replaceWith(...list.childNodes);
  const parts = [...cell.childNodes].filter((part) => part.nodeName === "BR" || part.textContent.trim() || part.textContent === " ");
  while (parts.at(-1)?.nodeName === "BR" || (parts.length && !parts.at(-1).textContent.trim() && parts.at(-1).nodeType === 3)) parts.pop();
  while (parts[0]?.nodeName === "BR") parts.shift();
  return parts;
}
