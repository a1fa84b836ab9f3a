/** `<hold-clock>`: the big number of seconds left; a timer that screen readers find and are not interrupted by. */

export class HoldClock extends HTMLElement {
  #seconds = -1;

  connectedCallback() {
    this.setAttribute("aria-live", "off");
  }

  /** Whole seconds; the text changes only when they do. @param {number} seconds */
  set seconds(seconds) {
    if (seconds === this.#seconds) return;
    this.#seconds = seconds;
    this.textContent = String(seconds);
    this.toggleAttribute("data-long", seconds > 99);
  }

  get seconds() {
    return this.#seconds;
  }

  /** A hold is a timer; other waits are only a number. @param {boolean} on */
  set timer(on) {
    if (on) this.setAttribute("role", "timer");
    else this.removeAttribute("role");
  }
}

customElements.define("hold-clock", HoldClock);
