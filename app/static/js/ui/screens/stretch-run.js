/** The running session on the screen: side, figure, words, the big number, pause, and the buttons. */
import "../elements/hold-clock.js";
import "../elements/hold-ring.js";
import { timeAt } from "../../core/session-clock.js";
import { isLive, segmentNow } from "../../core/session-phases.js";
import { captionOf, countdownAt, progressOf, remainingAt, secondsOf } from "../../core/session-view.js";
import { SessionFigure } from "./stretch-figure.js";
import { onSide, sideTitle, timeText } from "./stretch-words.js";

/** @typedef {import("../../core/session-types.d.ts").SessionState} SessionState */
/** @typedef {import("../../core/session-types.d.ts").Segment} Segment */

/** Waits that are counted down in big figures; the steps and the way out have only words. @param {Segment} segment */
const isCounted = ({ kind, step }) => step === null && kind !== "ease_out";

export class RunView {
  /** The pause came from a way out that was refused: then it has to be said how to leave. */
  refused = false;

  /**
   * @param {HTMLElement} root
   * @param {import("../../core/types.d.ts").App} app
   * @param {{send: (type: string) => void, level: (level: import("../../core/types.d.ts").Level) => void, sound: () => void}} acts
   */
  constructor(root, app, acts) {
    this.app = app;
    const find = (/** @type {string} */ selector) => /** @type {any} */ (root.querySelector(selector));
    this.box = find(".st-run");
    this.side = find("#st-side");
    this.progress = find("#st-progress");
    this.text = find("#st-text");
    this.detail = find("#st-detail");
    this.ring = find("hold-ring");
    this.number = find("hold-clock");
    this.bar = find("#st-bar");
    this.over = find(".st-over");
    this.overTitle = find("#st-over");
    this.overText = find("#st-over-text");
    this.level = find("#st-level");
    this.pause = find("#st-pause");
    this.note = find("#st-note");
    this.sound = find("#st-sound");
    this.figure = new SessionFigure(find(".st-stage"), app);
    this.#listen(find(".st-stage"), acts);
  }

  /** @param {HTMLElement} stage @param {ConstructorParameters<typeof RunView>[2]} acts */
  #listen(stage, acts) {
    for (const button of this.box.querySelectorAll("[data-event]")) {
      button.addEventListener("click", () => acts.send(button.dataset.event));
    }
    this.pause.addEventListener("click", () => acts.send(this.pause.dataset.event));
    this.sound.addEventListener("click", acts.sound);
    this.level.addEventListener("change", () => acts.level(this.level.value));
    // From the floor a hand finds the picture sooner than a button; the button says the same to everyone else.
    for (const place of [stage, this.over]) {
      place.addEventListener("click", (/** @type {Event} */ event) => {
        const onChoice = event.target instanceof Element && event.target.closest("label");
        if (!onChoice) acts.send(this.pause.dataset.event);
      });
    }
  }

  /** @param {SessionState} session */
  render(session) {
    const shown = session.status !== "setup" && session.status !== "done";
    this.box.hidden = !shown;
    if (!shown) return this.figure.clear();
    const segment = segmentNow(session);
    const { words } = this.app;
    this.box.dataset.side = segment.side;
    this.box.dataset.status = session.status;
    this.box.dataset.kind = segment.kind;
    this.box.toggleAttribute("data-big", !isCounted(segment));
    write(this.side, sideTitle(words, segment.side));
    write(this.progress, this.#progress(session));
    // words: step.*, cue.*
    write(this.text, words.t(captionOf(session) ?? segment.text));
    write(this.detail, segment.detail ? words.t(segment.detail) : "");
    this.ring.hidden = !isCounted(segment);
    this.number.timer = segment.kind === "hold";
    this.#renderPause(session);
  }

  /** @param {SessionState} session */
  #progress(session) {
    const { t } = this.app.words;
    const { step_number, step_count } = segmentNow(session);
    const { n, total, coming } = progressOf(session);
    if (step_number) return t("stretch.step_of", { n: step_number, total: step_count });
    return coming ? t("stretch.next_of", { n, total }) : t("stretch.hold_of", { n, total });
  }

  /** @param {SessionState} session */
  #renderPause(session) {
    const { t } = this.app.words;
    const going = isLive(session);
    this.pause.dataset.event = going ? "pause" : "resume";
    write(this.pause, going ? t("stretch.pause") : t("stretch.resume"));
    this.over.hidden = session.status === "running" || session.status === "asking";
    this.level.parentElement.hidden = session.status !== "paused";
    this.level.value = session.plan.level;
    if (session.status === "resuming") write(this.overTitle, t("stretch.countdown"));
    if (session.status !== "paused") this.refused = false;
    if (session.status !== "paused") return;
    write(this.overTitle, t("stretch.paused"));
    write(this.overText, this.#pauseText(session));
  }

  /** @param {SessionState} session paused */
  #pauseText(session) {
    const { words } = this.app;
    if (this.refused) return words.t("stretch.paused_refused");
    if (session.away_ms !== null) return words.t("stretch.paused_away", { time: timeText(words, session.away_ms) });
    const { kind, side } = segmentNow(session);
    if (kind !== "hold") return "";
    return words.t("stretch.paused_left", { seconds: secondsOf(remainingAt(session, 0)), side: onSide(words, side) });
  }

  /** What changes between two events: number, ring, figure, countdown. @param {SessionState} session */
  frame(session) {
    const at_ms = timeAt(session.clock, this.app.clock.now());
    const left_ms = remainingAt(session, at_ms);
    this.number.seconds = secondsOf(left_ms);
    this.share(left_ms / segmentNow(session).duration_ms);
    this.figure.show(session, at_ms);
    if (session.status === "resuming") write(this.overText, String(countdownAt(session, at_ms)));
  }

  /** The part of the segment that is left, 1 to 0. @param {number} share */
  share(share) {
    this.ring.share = share;
    const width = `scaleX(${share.toFixed(2)})`;
    if (this.bar.style.transform !== width) this.bar.style.transform = width;
  }

  /** @param {string} text empty takes it away */
  say(text) {
    this.note.hidden = text === "";
    write(this.note, text);
  }

  focus() {
    this.pause.focus({ preventScroll: true });
  }
}

/** Only what changed is written, so that nothing is read or drawn twice. @param {HTMLElement} element @param {string} text */
function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
