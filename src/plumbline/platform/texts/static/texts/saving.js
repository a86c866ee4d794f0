// Saves one text: a second after the last key, at least every five while typing, and on leaving. What is typed is never
// touched by an answer; what no server has yet is kept in this browser.
import { beforeLeaving, forget, keep, kept } from "../ui/drafts.js";
import { announce, elements, phrase, show, token } from "./state.js";

const IDLE = 1000;
const LONGEST = 5000;
const AGAIN = 10000;
const BEACON = 60000; // browsers let a page that closes send 64 kB

const moment = (at) => new Date(at).toLocaleString(document.documentElement.lang || "en-GB", { day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", timeZoneName: "short" });

export class Saving {
  constructor(root, value) {
    this.root = root;
    this.value = value; // { read(), write(body) }
    const { text, address, number, sitting, person } = root.dataset;
    Object.assign(this, { text, address, sitting, person, number: Number(number), turn: 0, typedAt: 0 });
    this.known = value.read(); // what the server has from this page
    this.under = null; // the save that is on its way
    this.stopped = ""; // why nothing is sent at the moment
    this.restore();
    beforeLeaving(() => this.now());
  }

  // On what the next save builds. The form of the page knows it too: its own button saves on top of the same version.
  get base() {
    return this.number;
  }

  set base(number) {
    this.number = number;
    for (const [field, value] of [["base", number], ["sitting", this.sitting]]) {
      const hidden = document.querySelector(`input[name="${field}-${this.text}"]`);
      if (hidden) hidden.value = value;
    }
  }

  get isClean() {
    return this.value.read() === this.known;
  }

  // Something was typed.
  typed() {
    this.typedAt = Date.now();
    this.remember();
    if (this.isClean) return;
    if (!this.stopped) show(this.root, "unsaved");
    this.dirtySince ??= Date.now();
    const left = Math.max(0, this.dirtySince + LONGEST - Date.now());
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.now(), Math.min(IDLE, left));
  }

  remember() {
    keep(this.person, this.text, { body: this.value.read(), base: this.base, sitting: this.sitting, turn: this.turn });
  }

  // Save now. Gives whether everything that is typed is with the server.
  async now() {
    clearTimeout(this.timer);
    if (this.under) {
      await this.under;
      return this.isClean || this.now();
    }
    if (this.isClean) return true;
    if (this.stopped === "another" || this.stopped === "denied") return false;
    this.under = this.send();
    const went = await this.under;
    this.under = null;
    if (went && !this.isClean) this.typed();
    return went && this.isClean;
  }

  async send() {
    const body = this.value.read();
    this.dirtySince = null;
    if (!this.stopped) show(this.root, "saving");
    let answer;
    try {
      answer = await fetch(this.address, {
        method: "POST", body: this.form(body), headers: { "X-Text": "yes" }, redirect: "manual", credentials: "same-origin",
      });
    } catch {
      return this.wait("offline");
    }
    return this.heard(answer, body);
  }

  form(body) {
    this.turn += 1;
    return new URLSearchParams({
      csrfmiddlewaretoken: token.value, do: "save", turn: this.turn,
      [`body-${this.text}`]: body, [`base-${this.text}`]: this.base, [`sitting-${this.text}`]: this.sitting,
    });
  }

  async heard(answer, body) {
    if (answer.type === "opaqueredirect") return this.wait("signed-out");
    const told = await answer.json().catch(() => null);
    if (answer.status === 403 && told?.state !== "denied") return this.wait("signed-out"); // the key of an ended session
    if (answer.status === 403 || answer.status === 404) return this.stop("denied");
    if (answer.status === 422) return this.stop("refused", { message: told?.message ?? "" });
    if (answer.status === 400 || answer.status === 413) return this.stop("refused", { message: phrase("too-long") });
    if (!answer.ok || !told) return this.wait("failed");
    this.stopped = "";
    this.base = told.number;
    this.known = body;
    if (this.isClean) forget(this.person, this.text);
    else this.remember();
    if (told.state === "apart") show(this.root, "apart", { who: told.who, at: told.at, settle: `${this.address}?settle` });
    else show(this.root, this.isClean ? "saved" : "unsaved", { at: told.at });
    this.root.dispatchEvent(new CustomEvent("text:saved", { detail: told, bubbles: true }));
    return true;
  }

  // Nothing goes through: try again by and by.
  wait(why) {
    this.stopped = why;
    this.remember();
    show(this.root, why);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.resume(), AGAIN);
    return false;
  }

  stop(why, values) {
    this.stopped = why === "refused" ? "" : why;
    this.remember();
    show(this.root, why, values);
    return false;
  }

  // The connection may be back, or the person signed in again in another tab: the key of the page is made new.
  async resume() {
    if (!this.stopped || this.stopped === "denied") return;
    if (this.stopped === "signed-out" || this.stopped === "another") {
      const standing = await this.standing();
      if (!standing) return this.wait(this.stopped);
      if (standing.person !== this.person) {
        this.stopped = "another";
        show(this.root, "another");
        return;
      }
      token.value = standing.token;
    }
    this.stopped = "";
    if (this.isClean) show(this.root, "unsaved");
    await this.now();
  }

  async standing() {
    try {
      const answer = await fetch(this.address, { headers: { "X-Text": "yes" }, redirect: "manual", credentials: "same-origin" });
      return answer.ok ? await answer.json() : null;
    } catch {
      return null;
    }
  }

  // The page is closing: one last save that the browser finishes for us.
  leave() {
    if (this.isClean || this.stopped) return;
    const body = this.value.read();
    if (body.length < BEACON) {
      fetch(this.address, { method: "POST", body: this.form(body), headers: { "X-Text": "yes" }, redirect: "manual", keepalive: true }).catch(() => {});
    }
    this.remember();
  }

  // Somebody else wrote, and this page has nothing of its own: show what stands.
  async refresh(number) {
    if (number <= this.base || this.under || this.stopped || !this.isClean || Date.now() - this.typedAt < 3000) return;
    const standing = await this.standing();
    if (!standing || !this.isClean || this.under || standing.number <= this.base) return;
    this.value.write(standing.body);
    this.known = this.value.read();
    this.base = standing.number;
    show(this.root, "fresh", { who: standing.who, at: standing.at });
  }

  // What was typed here and never reached the server.
  restore() {
    const draft = kept(this.person, this.text);
    if (!draft) return;
    if (draft.body === this.known) {
      forget(this.person, this.text);
    } else if (draft.base === this.base) {
      this.bring(draft);
    } else {
      this.offer(draft);
    }
  }

  // It goes on in the sitting that it was typed in, on the version that it was typed upon: the server knows both.
  bring(draft) {
    this.value.write(draft.body);
    Object.assign(this, { sitting: draft.sitting, turn: draft.turn });
    this.base = draft.base;
    show(this.root, "restored");
    this.typed();
  }

  offer(draft) {
    const bar = this.root.querySelector("[data-offer]");
    if (!bar) return;
    bar.replaceChildren(...elements("offer", { at: moment(draft.at) }));
    bar.hidden = false;
    announce(this.root, bar.firstElementChild.textContent);
    bar.querySelector("[data-do=bring]").addEventListener("click", () => {
      bar.hidden = true;
      this.bring(draft);
    });
    bar.querySelector("[data-do=drop]").addEventListener("click", () => {
      bar.hidden = true;
      forget(this.person, this.text);
    });
  }
}
