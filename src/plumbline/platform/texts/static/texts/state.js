// The words of a state, as the server wrote them on the page, with their icon.
const words = document.getElementById("text-words");

export const token = { value: words?.dataset.token ?? "" };

export function fill(said, values) {
  return said.replace(/\{(\w+)\}|%7B(\w+)%7D/g, (whole, one, other) => values[one ?? other] ?? whole);
}

export function phrase(name, values = {}) {
  return fill(words.querySelector(`[data-is="${name}"]`).textContent, values);
}

// The elements of a state, with what changes put in: as text, or as the address of a link.
export function elements(name, values = {}) {
  const copy = words.querySelector(`[data-is="${name}"]`).cloneNode(true);
  const walker = document.createTreeWalker(copy, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) walker.currentNode.data = fill(walker.currentNode.data, values);
  for (const link of copy.querySelectorAll("a")) link.setAttribute("href", fill(link.getAttribute("href"), values));
  return [...copy.childNodes];
}

const LOUD = new Set(["offline", "signed-out", "another", "denied", "refused", "failed", "apart", "restored"]);

export function show(root, name, values = {}) {
  const line = root.querySelector(".text__state");
  if (!line) return;
  const said = JSON.stringify([name, values]);
  if (line.dataset.shown === said) return;
  line.dataset.shown = said;
  line.dataset.state = name;
  line.replaceChildren(...elements(name, values));
  if (LOUD.has(name)) announce(root, line.textContent);
}

export function announce(root, sentence) {
  const region = root.querySelector("[data-said]");
  if (region) region.textContent = sentence;
}
