/** Whole lives of three phones and a server: random edits, wrong clocks, lost, doubled and late messages, restores – and all agree in the end. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { COLLECTIONS, createPhone, createServer, randomFrom } from "./sync-world.mjs";

const SEEDS = Number(process.env.ILIO_SYNC_SEEDS ?? 120);
const FIRST = Number(process.env.ILIO_SYNC_FIRST ?? 0);
const STEPS = 120;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A world of one seed. @param {number} seed @param {{checksDigest: boolean, restores: boolean}} options */
async function createLife(seed, { checksDigest, restores }) {
  const random = randomFrom(seed);
  const life = { now: 1_770_000_000_000, random, skews: [0, 0, 0], server: null, phones: [], mail: [], backups: [], restores };
  life.server = createServer({ now: () => life.now, page: random.pick([1, 3, 500]) });
  life.phones = [0, 1, 2].map((index) =>
    createPhone({ device: index, checksDigest, wall: () => life.now + life.skews[index], newDevice: () => random.hex(16) }),
  );
  for (const phone of life.phones) await phone.open();
  return life;
}

/** @param {any} life */
function edit(life, phone) {
  const { random } = life;
  const collection = random.pick(COLLECTIONS);
  const id = `r${random.below(6)}`;
  if (random.below(5) === 0) return phone.write(collection, id, { _deleted: true });
  const values = Object.fromEntries(["a", "b", "c"].filter(() => random.below(2)).map((name) => [name, random.below(50)]));
  return phone.write(collection, id, values);
}

/** One exchange in which anything may get lost, come twice, or come much later. */
async function exchange(life, phone) {
  const { random, server } = life;
  const request = await phone.request(random.below(2) === 0);
  if (!request) return;
  if (random.below(6) === 0) return phone.take(request, { status: random.pick([0, 500, 503]), body: null, retry_after_ms: 0, etag: null });
  const reply = server.receive(request);
  if (random.below(8) === 0) server.receive(request);
  if (random.below(8) === 0) life.mail.push(request);
  if (random.below(4) === 0) await edit(life, phone);
  if (random.below(6) === 0) return phone.take(request, { status: 0, body: null, retry_after_ms: 0, etag: null });
  return phone.take(request, reply);
}

/** @type {((life: any, phone: any, index: number) => any)[]} */
const EVENTS = [
  (life, phone) => edit(life, phone),
  (life, phone) => edit(life, phone),
  (life, phone) => exchange(life, phone),
  (life, phone) => exchange(life, phone),
  (life, phone) => exchange(life, phone),
  (life) => life.mail.length > 0 && life.server.receive(life.random.pick(life.mail)),
  (life, _phone, index) => {
    life.skews[index] = life.random.pick([0, 0, -400 * DAY_MS, 9 * 365 * DAY_MS, 300_000, -HOUR_MS]);
  },
  (life, phone) => life.random.below(10) === 0 && phone.open(),
  (life) => life.backups.push(life.server.backup()),
  (life) =>
    life.restores &&
    life.random.below(3) === 0 &&
    life.backups.length > 0 &&
    life.server.restore(life.random.pick(life.backups), life.random.below(2)),
];

/** Everything works again; every phone syncs until nothing changes. */
async function heal(life) {
  life.skews = [0, 0, 0];
  for (const phone of life.phones) await phone.restart();
  for (let round = 0; round < 5; round += 1) {
    for (const phone of life.phones) {
      life.now += 2 * HOUR_MS;
      await phone.sync(life.server, 400);
    }
  }
}

const plain = (records) =>
  records.map(({ collection, id, fields }) => JSON.stringify([`${collection}/${id}`, Object.entries(fields).sort()])).sort();

/** Fails with the first record that differs, not with all of them. */
function assertSame(mine, theirs, message) {
  const [left, right] = [plain(mine), plain(theirs)];
  const index = left.findIndex((line, place) => line !== right[place]);
  assert.ok(index < 0 && left.length === right.length, `${message}: ${left[index]} against ${right[index]}`);
}

async function live(seed, options) {
  const life = await createLife(seed, options);
  for (let step = 0; step < STEPS; step += 1) {
    life.now += life.random.below(90_000);
    const index = life.random.below(3);
    await life.random.pick(EVENTS)(life, life.phones[index], index);
  }
  await heal(life);
  for (const [index, phone] of life.phones.entries()) {
    assert.equal(await phone.waiting(), 0, `seed ${seed}: phone ${index} still has changes waiting`);
    assertSame(await phone.rows(), life.server.records(), `seed ${seed}: phone ${index} and server differ`);
  }
  return life.phones.reduce((sum, phone) => sum + phone.machine().meta.reconciles, 0);
}

const campaign = async (options) => {
  let reconciles = 0;
  for (let seed = FIRST; seed < FIRST + SEEDS; seed += 1) reconciles += await live(seed, options);
  return reconciles;
};

test(`${SEEDS} lives from seed ${FIRST}, digest off, no restores: converge by themselves`, async () => {
  await campaign({ checksDigest: false, restores: false });
});

test(`${SEEDS} lives from seed ${FIRST}, digest on, no restores: and never a full reconcile`, async () => {
  assert.equal(await campaign({ checksDigest: true, restores: false }), 0);
});

test(`${SEEDS} lives from seed ${FIRST}, digest on, restored backups: converge all the same`, async () => {
  assert.ok((await campaign({ checksDigest: true, restores: true })) > 0, "the digest must have been needed");
});
