// Dropping files anywhere on the upload form, and the names of what was chosen. Without it the file field does all.
const form = document.querySelector("[data-upload]");
const input = form?.querySelector('input[type="file"]');
const list = form?.querySelector("[data-chosen]");

function show() {
  list.replaceChildren(...[...input.files].map((file) => {
    const item = document.createElement("li");
    item.textContent = `${file.name} (${(file.size / 1048576).toFixed(1)} MB)`;
    return item;
  }));
  list.hidden = input.files.length === 0;
}

if (form && input && list) {
  input.addEventListener("change", show);
  for (const name of ["dragenter", "dragover"]) {
    form.addEventListener(name, (event) => {
      event.preventDefault();
      form.classList.add("upload--over");
    });
  }
  for (const name of ["dragleave", "drop"]) {
    form.addEventListener(name, () => form.classList.remove("upload--over"));
  }
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer?.files.length) {
      input.files = event.dataTransfer.files;
      show();
    }
  });
}

// While something is being read, look again by ourselves. The list alone is exchanged: what the page says above it stays
// to be read, and the answer to an upload is never sent a second time.
async function look() {
  const list = document.getElementById("documents");
  if (!list?.dataset.busy) return;
  const answer = await fetch(location.pathname + location.search).catch(() => null);
  const fresh = answer?.ok
    ? new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("documents")
    : null;
  if (fresh && fresh.innerHTML !== list.innerHTML) {
    const held = list.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    list.replaceWith(fresh);
    if (held) [...fresh.querySelectorAll("a")].find((link) => link.getAttribute("href") === held)?.focus();
  } else if (fresh) {
    list.dataset.busy = fresh.dataset.busy;
  }
  setTimeout(look, 3000);
}
setTimeout(look, 3000);
