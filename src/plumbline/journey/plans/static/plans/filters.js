// Filters act as soon as they are chosen: the page is fetched, its list put in place, the address kept.
// Without this script the button does the same.
const form = document.querySelector("form.filters--plan");
let latest = 0;

async function show() {
  const address = new URL(form.action);
  for (const [name, value] of new FormData(form)) if (value) address.searchParams.append(name, value);
  const turn = ++latest;
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  if (!answer.ok || turn !== latest) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!fresh.getElementById("actions")) return;
  document.getElementById("actions").replaceWith(fresh.getElementById("actions"));
  // The count stays the same element, so that what changed in it is read out.
  document.getElementById("count").replaceChildren(...fresh.getElementById("count").childNodes);
  history.replaceState(null, "", address);
}

if (form) {
  let waiting;
  form.addEventListener("change", show);
  form.addEventListener("input", (event) => {
    if (event.target.name !== "q") return;
    clearTimeout(waiting);
    waiting = setTimeout(show, 300);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show();
  });
}
