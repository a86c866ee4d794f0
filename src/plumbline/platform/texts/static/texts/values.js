// The body of a text as controls on the page show it: one text field, or a choice, or boxes that are ticked (one a line).
import { countWords } from "../ui/words.js";
import { announce, phrase } from "./state.js";

export function valueOf(root) {
  const controls = [...root.querySelectorAll("[data-body]")];
  const choices = controls.filter((one) => one.type === "radio" || one.type === "checkbox");
  if (choices.length) {
    return {
      controls,
      read: () => choices.filter((one) => one.checked).map((one) => one.value).filter(Boolean).join("\n"),
      write: (body) => choices.forEach((one) => { one.checked = body.split("\n").includes(one.value); }),
    };
  }
  const [field] = controls;
  return { controls, read: () => field.value, write: (body) => rewrite(field, body) };
}

// Another body, with the place of writing where it was among the words.
function rewrite(field, body) {
  const { value: before, selectionStart: start, selectionEnd: end } = field;
  const held = document.activeElement === field;
  field.value = body;
  field.dispatchEvent(new CustomEvent("text:written", { bubbles: true }));
  if (!held || start === null) return;
  let same = 0;
  while (same < Math.min(before.length, body.length) && before[same] === body[same]) same += 1;
  const move = (at) => (at <= same ? at : Math.max(same, at + body.length - before.length));
  field.setSelectionRange(move(start), move(end));
}

export function count(root, value) {
  const line = root.querySelector("[data-count]");
  if (!line) return () => {};
  const limit = Number(root.dataset.limit) || 0;
  let wasOver = null;
  const say = () => {
    const words = countWords(value.read());
    const over = limit ? words - limit : 0;
    const values = { count: words, limit, over };
    const kind = over > 1 ? "over" : over === 1 ? "over-one" : limit ? "limit" : words === 1 ? "count-one" : "count";
    line.textContent = phrase(kind, values);
    line.classList.toggle("text__count--over", over > 0);
    if (wasOver !== null && wasOver !== over > 0) announce(root, line.textContent);
    wasOver = over > 0;
  };
  say();
  return say;
}
