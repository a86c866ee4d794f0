// Names that a comment may call: after "@" those that fit are offered, taken by arrow keys and Enter or by a click.
for (const field of document.querySelectorAll("textarea[data-calls]")) {
  const people = [...(document.getElementById(field.dataset.calls)?.children ?? [])].map((one) => one.textContent);
  if (people.length) offer(field, people);
}

function offer(field, people) {
  const list = document.createElement("ul");
  list.className = "calls";
  list.id = `${field.id}-calls`;
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "@");
  field.after(list);
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-autocomplete", "list");
  let chosen = 0;

  const begun = () => field.value.slice(0, field.selectionStart).match(/(?:^|\s)@([^@\n]{0,40})$/);
  const fitting = (words) => people.filter((name) => name.toLowerCase().split(/\s+/).some((part, at, parts) => parts.slice(at).join(" ").startsWith(words.toLowerCase()))).slice(0, 6);

  function draw() {
    const match = begun();
    const names = match ? fitting(match[1]) : [];
    list.hidden = names.length === 0;
    chosen = Math.min(chosen, Math.max(0, names.length - 1));
    list.replaceChildren(...names.map((name, at) => {
      const item = document.createElement("li");
      item.textContent = name;
      item.id = `${list.id}-${at}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", String(at === chosen));
      item.addEventListener("pointerdown", (event) => { event.preventDefault(); take(name); });
      return item;
    }));
    if (list.hidden) field.removeAttribute("aria-activedescendant");
    else field.setAttribute("aria-activedescendant", `${list.id}-${chosen}`);
  }

  function take(name) {
    const match = begun();
    if (!match) return;
    const end = field.selectionStart;
    field.setRangeText(`@${name} `, end - match[1].length - 1, end, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    list.hidden = true;
    field.focus();
  }

  field.addEventListener("input", () => { chosen = 0; draw(); });
  field.addEventListener("blur", () => { list.hidden = true; });
  field.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      chosen = (chosen + (event.key === "ArrowDown" ? 1 : -1) + list.children.length) % list.children.length;
      draw();
    } else if (event.key === "Enter" || event.key === "Tab") {
      event.preventDefault();
      take(list.children[chosen].textContent);
    } else if (event.key === "Escape") {
      list.hidden = true;
    }
  });
}
