/** The end of a session: what was held, one sentence about the streak, and once the question about a safe copy. */
import { perSide } from "../../core/session-view.js";
import { streakOf, totalsOf } from "../../core/streak.js";
import { html, nothing, render } from "../../vendor/lit-html-3/lit-html.js";

/** @typedef {import("../../core/types.d.ts").App} App */
/** @typedef {import("../../core/types.d.ts").SessionDraft} SessionDraft */
/** @typedef {import("../../core/session-types.d.ts").SessionState} SessionState */

export class DoneView {
  /** The safe copy is asked about on the first Done screen only, and its answer stays visible on it. */
  #asking = false;

  /** @param {HTMLElement} root @param {App} app @param {() => void} goOn */
  constructor(root, app, goOn) {
    this.app = app;
    this.goOn = goOn;
    this.box = /** @type {HTMLElement} */ (root.querySelector(".st-done"));
  }

  /** @param {SessionState} session */
  render(session) {
    const fresh = this.box.hidden && session.status === "done";
    this.box.hidden = session.status !== "done";
    if (session.status !== "done") return;
    if (fresh) this.#asking = this.app.store.get().settings.vault_choice === "unasked" && session.draft !== null;
    render(session.draft ? this.#done(session.draft, session) : this.#nothingHeld(session), this.box);
    if (fresh) this.#arrive();
  }

  #arrive() {
    const heading = this.box.querySelector("h1");
    heading?.focus();
    if (heading?.textContent) this.app.announce(heading.textContent);
  }

  /** @param {SessionState} session */
  #nothingHeld(session) {
    const { t } = this.app.words;
    return html`<h1 tabindex="-1">${t("stretch.done_none_title")}</h1>
      <p>${t("stretch.done_none")}</p>
      ${this.#ways(session)}`;
  }

  /** @param {SessionDraft} draft @param {SessionState} session */
  #done(draft, session) {
    const { t } = this.app.words;
    const { storage } = this.app.store.get();
    return html`<h1 tabindex="-1">${t("stretch.done_title")}</h1>
      <ul class="st-held">
        ${perSide(draft.holds).map((side) => html`<li>${this.#held(side)}</li>`)}
      </ul>
      <p>${this.#streak(draft)}</p>
      ${storage.mode === "memory" ? html`<p role="alert">${t("stretch.saved_memory")}</p>` : nothing}
      ${this.#asking ? this.#vault() : nothing} ${this.#ways(session)}`;
  }

  /** @param {{side: "left" | "right", count: number, seconds: number, each: number[]}} held */
  #held({ side, count, each }) {
    const { t } = this.app.words;
    const list = each.join(" + ");
    if (new Set(each).size > 1) return side === "left" ? t("stretch.done_left_each", { list }) : t("stretch.done_right_each", { list });
    const params = { count, seconds: each[0] };
    return side === "left" ? t("stretch.done_left", params) : t("stretch.done_right", params);
  }

  /** Counts this session whether or not it has reached the store yet. @param {SessionDraft} draft */
  #streak({ day }) {
    const { t } = this.app.words;
    const { sessions, marks, plans } = this.app.store.get();
    const input = {
      done: [...sessions.map((session) => session.day), day],
      marks: marks.map((mark) => mark.id),
      plans: plans.map((plan) => ({ from: plan.id, mask: plan.mask })),
      today: day,
    };
    const { current } = streakOf(input);
    return current === 1 && totalsOf(input).total_days > 1 ? t("stretch.streak_back") : t("stretch.streak", { n: current });
  }

  #vault() {
    const { store, words } = this.app;
    const choice = store.get().settings.vault_choice;
    if (choice === "linked") return html`<p role="status">${words.t("stretch.vault_thanks")}</p>`;
    if (choice === "declined") return html`<p role="status">${words.t("stretch.vault_stays")}</p>`;
    return html`<section class="card stack" aria-labelledby="st-vault">
      <h2 id="st-vault">${words.t("stretch.vault_title")}</h2>
      <p class="st-answers">
        <button class="button" type="button" @click=${() => store.dispatch({ type: "link_vault" })}>${words.t("stretch.vault_yes")}</button>
        <button class="button" type="button" @click=${() => store.dispatch({ type: "decline_vault" })}>${words.t("stretch.vault_no")}</button>
      </p>
    </section>`;
  }

  /** @param {SessionState} session */
  #ways({ undo_end }) {
    const { t } = this.app.words;
    return html`<p class="st-answers">
      <a class="button button--primary" href="/">${t("stretch.home")}</a>
      ${undo_end ? html`<button class="button button--quiet" type="button" @click=${this.goOn}>${t("stretch.go_on")}</button>` : nothing}
    </p>`;
  }
}
