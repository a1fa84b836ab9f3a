/** The adapters of the session against a page made of plain objects: same methods, no browser. */
import assert from "node:assert/strict";
import test from "node:test";
import { SessionAudio } from "../../../app/static/js/adapters/audio.js";
import { Breadcrumb } from "../../../app/static/js/adapters/breadcrumb.js";
import { SessionLock } from "../../../app/static/js/adapters/session-lock.js";
import { Ticker } from "../../../app/static/js/adapters/ticker.js";
import { WakeLock } from "../../../app/static/js/adapters/wake-lock.js";
import { FakeAudioContext, FakeLocks, FakePage, FakeScreen, FakeStorage } from "./session-fakes.mjs";

const settle = async () => {
  for (let turn = 0; turn < 6; turn += 1) await Promise.resolve();
};

test("the ticker looks on frames while seen, and by its timer when hidden", () => {
  const page = new FakePage();
  const ticker = new Ticker({ mono: () => page.mono_ms, view: page });
  const looks = [];
  ticker.look = () => {
    looks.push(page.mono_ms);
    return page.mono_ms < 5000 ? { due_ms: 5000, frames: true } : null;
  };
  ticker.wake();
  page.pass(100);
  assert.ok(looks.length >= 6, "about 60 frames a second");
  page.hidden = true;
  looks.length = 0;
  page.pass(4900);
  assert.ok(looks.length >= 4 && looks.length <= 8, `${looks.length} looks`);
  assert.equal(looks.at(-1), 5000);
});

test("the ticker stops when there is nothing to wait for, and wakes again", () => {
  const page = new FakePage();
  const ticker = new Ticker({ mono: () => page.mono_ms, view: page });
  let looks = 0;
  let wait = null;
  ticker.look = () => {
    looks += 1;
    return wait && wait.due_ms > page.mono_ms ? wait : null;
  };
  ticker.wake();
  page.pass(5000);
  assert.equal(looks, 1);
  wait = { due_ms: 8000, frames: false };
  ticker.wake();
  page.pass(5000);
  assert.equal(looks, 3, "no frames when none are wanted, only the due instant");
});

test("a breadcrumb is read back as it was written, and freshened only for its own segment", () => {
  const storage = new FakeStorage();
  const breadcrumb = new Breadcrumb(storage);
  assert.equal(breadcrumb.read(), null);
  breadcrumb.save({ version: 1, index: 3, elapsed_ms: 10, saved_wall_ms: 5 });
  breadcrumb.beat({ index: 3, elapsed_ms: 1010, wall_ms: 1005 });
  breadcrumb.beat({ index: 4, elapsed_ms: 9999, wall_ms: 9999 });
  assert.deepEqual(new Breadcrumb(storage).read(), { version: 1, index: 3, elapsed_ms: 1010, saved_wall_ms: 1005 });
  breadcrumb.clear();
  assert.equal(breadcrumb.read(), null);
});

test("storage that is full, forbidden or broken stops nothing", () => {
  const storage = new FakeStorage();
  const breadcrumb = new Breadcrumb(storage);
  storage.broken = true;
  assert.equal(breadcrumb.save({ index: 0 }), false);
  assert.equal(breadcrumb.read(), null);
  breadcrumb.clear();
  storage.broken = false;
  storage.setItem("ilio.session", "{half");
  assert.equal(breadcrumb.read(), null);
});

test("only one tab runs a session, and the next may when it is free", async () => {
  const locks = new FakeLocks();
  const [one, two] = [new SessionLock(locks), new SessionLock(locks)];
  assert.equal(await one.acquire(), true);
  assert.equal(await one.acquire(), true);
  assert.equal(await two.acquire(), false);
  assert.equal(await two.isTaken(), true);
  assert.equal(await one.isTaken(), false);
  one.release();
  await settle();
  assert.equal(await two.acquire(), true);
});

test("without locks, or when the browser refuses them, the stretch goes on", async () => {
  assert.equal(await new SessionLock(null).acquire(), true);
  const locks = new FakeLocks();
  locks.refuses = true;
  assert.equal(await new SessionLock(locks).acquire(), true);
  assert.equal(await new SessionLock(locks).isTaken(), false);
});

test("the screen's light is asked for again after every return, and given back", async () => {
  const page = new FakePage();
  const screen = new FakeScreen();
  page.navigator.wakeLock = screen;
  const wakeLock = new WakeLock(page);
  const states = [];
  wakeLock.onState = (state) => states.push(state);
  wakeLock.set(true);
  await settle();
  assert.equal(screen.held, 1);
  page.hide();
  screen.releaseAll();
  await settle();
  assert.equal(screen.held, 0);
  page.show();
  await settle();
  assert.equal(screen.held, 1);
  wakeLock.set(false);
  await settle();
  assert.equal(screen.held, 0);
  assert.deepEqual(states, ["on", "off"]);
});

test("a refused or missing wake lock is told", async () => {
  const page = new FakePage();
  const wakeLock = new WakeLock(page);
  wakeLock.set(true);
  await settle();
  assert.equal(wakeLock.state, "missing");
  page.navigator.wakeLock = Object.assign(new FakeScreen(), { refuses: true });
  page.show();
  await settle();
  assert.equal(wakeLock.state, "refused");
});

const bell = (id, mono_ms) => ({ id, sound: "half", mono_ms });
/** Start times of what was not silenced, in ms of the audio clock. */
const due = (ctx) => [...new Set(ctx.tones.filter((tone) => !tone.silenced).map((tone) => Math.round(tone.start_s * 1000)))];

/** Time passes on the page and on the audio clock. */
function elapse(page, ctx, ms) {
  const end_ms = page.mono_ms + ms;
  while (page.mono_ms < end_ms) {
    ctx.currentTime = (page.mono_ms + 1) / 1000;
    page.pass(1);
  }
}

function listening() {
  const page = new FakePage();
  page.AudioContext = FakeAudioContext;
  const audio = new SessionAudio({ mono: () => page.mono_ms, view: page });
  audio.unlock(70);
  return { page, audio, ctx: FakeAudioContext.last };
}

test("bells are scheduled ahead on the audio clock and moved or silenced by a new list", () => {
  const { page, audio, ctx } = listening();
  audio.schedule([bell("a", 1000), bell("b", 2000)]);
  assert.deepEqual(due(ctx), [1000], "near ones at once");
  elapse(page, ctx, 100);
  assert.deepEqual(due(ctx), [1000, 2000], "all of them a moment later");
  elapse(page, ctx, 1400);
  audio.schedule([bell("b", 5000)]);
  elapse(page, ctx, 100);
  assert.deepEqual(due(ctx), [1000, 5000]);
  audio.schedule([]);
  assert.deepEqual(due(ctx), [1000], "what has begun to ring rings out");
});

test("a late bell is dropped", () => {
  const { page, audio, ctx } = listening();
  elapse(page, ctx, 1000);
  audio.schedule([bell("late", 900), bell("just", 960)]);
  assert.deepEqual(due(ctx), [1000]);
});

test("after an interruption the rest is scheduled anew from the app's clock", () => {
  const { page, audio, ctx } = listening();
  audio.schedule([bell("a", 4000), bell("b", 9000)]);
  elapse(page, ctx, 100);
  ctx.currentTime = 0;
  ctx.turn("interrupted");
  assert.deepEqual(due(ctx), []);
  page.pass(5900);
  ctx.turn("running");
  // The context's clock stood still at 0, so what is due in 3 s starts at 3 s.
  assert.deepEqual(due(ctx), [3000]);
});

test("a context that stays asleep asks for a tap, and the tap replaces it", () => {
  const { page, audio, ctx } = listening();
  ctx.turn("suspended");
  page.pass(600);
  assert.equal(audio.state, "blocked");
  audio.unlock(70);
  assert.notEqual(FakeAudioContext.last, ctx);
  assert.equal(ctx.state, "closed");
});

test("without Web Audio everything else works", () => {
  const audio = new SessionAudio({ mono: () => 0, view: new FakePage() });
  audio.unlock(70);
  audio.schedule([bell("a", 10)]);
  assert.equal(audio.state, "off");
});
