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

// While something is being read, look again by ourselves.
const documents = document.getElementById("documents");
if (documents?.dataset.busy) {
  setTimeout(() => location.reload(), 3000);
}
