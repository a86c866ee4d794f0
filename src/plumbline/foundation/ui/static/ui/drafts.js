// What a person typed and no server has yet, kept in this browser under their own key: nobody else who signs in here is
// shown it. Forgotten once it is saved, and when they sign out on purpose.
const PREFIX = "plumbline.draft.";
const OLDEST = 30 * 24 * 3600 * 1000;
const leaving = new Set();

const name = (person, thing) => `${PREFIX}${person}.${thing}`;

export function keep(person, thing, draft) {
  try {
    localStorage.setItem(name(person, thing), JSON.stringify({ ...draft, at: Date.now() }));
    return true;
  } catch {
    return false; // full, or forbidden: the server still has every save
  }
}

export function kept(person, thing) {
  try {
    const draft = JSON.parse(localStorage.getItem(name(person, thing)));
    return draft && Date.now() - draft.at < OLDEST ? draft : null;
  } catch {
    return null;
  }
}

export function forget(person, thing) {
  try {
    localStorage.removeItem(name(person, thing));
  } catch { /* nothing was kept */ }
}

// `act` is asked before somebody leaves on purpose; it gives a promise of having saved what it could.
export function beforeLeaving(act) {
  leaving.add(act);
}

function forgetAll(person) {
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(`${PREFIX}${person}.`)) localStorage.removeItem(key);
    }
  } catch { /* nothing was kept */ }
}

for (const form of document.querySelectorAll("form[data-leave]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const late = new Promise((done) => setTimeout(done, 3000));
    await Promise.race([Promise.allSettled([...leaving].map((act) => act())), late]);
    forgetAll(form.dataset.leave);
    form.submit();
  });
}
