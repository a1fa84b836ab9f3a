/** What a guided session needs from the outside, made together and loaded only when a session is near. */
import { SessionAudio } from "./audio.js";
import { Breadcrumb } from "./breadcrumb.js";
import { SessionLock } from "./session-lock.js";
import { Ticker } from "./ticker.js";
import { WakeLock } from "./wake-lock.js";

/** @param {{mono: () => number}} clock */
export function createSessionPorts({ mono }) {
  return {
    audio: new SessionAudio({ mono }),
    breadcrumb: new Breadcrumb(),
    lock: new SessionLock(),
    ticker: new Ticker({ mono }),
    wakeLock: new WakeLock(),
  };
}
