import { type FollowState, isOver } from "../../../main/web/log/follow-state.ts";
import type { Follower, FollowOptions } from "../../../main/web/log/follower.ts";
import { sharedFollow } from "../../../main/web/log/shared-follower.ts";
import assert from "assert";
import { type Browser, browser, type Tab } from "./browser.ts";
import { type HandDriven, handDriven } from "./hand-driven.ts";
import { type LiveServer, liveServer } from "./live-server.ts";
import { below, seeded } from "./random.ts";
import { lines } from "./samples.ts";

/** A tab that follows, and what it was told. */
interface Reader {
  readonly tab: Tab;
  readonly follower: Follower;
  readonly states: FollowState[];
  /** Numbers of lines; of a gap all that are missing, negative. */
  readonly numbers: number[];
}

interface World {
  readonly driven: HandDriven;
  readonly server: LiveServer;
  readonly browser: Browser;
  open(options?: Partial<FollowOptions>): Reader;
}

const numberOf = (id: string) => Number(id.split("-")[1]);

function world(random: () => number = () => 0, passes?: (number: number) => boolean): World {
  const driven = handDriven(random);
  const server = liveServer(passes);
  const surroundings = browser(driven, server.serve, random);
  return {
    driven,
    server,
    browser: surroundings,
    open(options = {}) {
      const tab = surroundings.tab();
      const states: FollowState[] = [];
      const numbers: number[] = [];
      const follower = sharedFollow(
        { address: "/logs/stream", whole: passes === undefined, ...options },
        {
          state: (state) => void (tab.isOpen && states.push(state)),
          lines: (some) => void (tab.isOpen && numbers.push(...some.map((one) => numberOf(one.id)))),
          gap(gap) {
            for (let n = numberOf(gap.first); tab.isOpen && n <= numberOf(gap.last ?? gap.first); n++) {
              numbers.push(-n);
            }
          },
        },
        tab.environment,
        tab.tabs,
      );
      return { tab, follower, states, numbers };
    },
  };
}

const range = (from: number, to: number) => Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
const kindOf = ({ states }: Reader) => states.at(-1)?.kind;

Deno.test("ten tabs on one log use one connection, and each has every line", async () => {
  const { driven, server, open } = world();
  server.write(5);
  const readers = Array.from({ length: 10 }, () => open());
  await driven.advance(500);
  server.write(20);
  await driven.advance(500);
  assert.equal(server.streams().length, 1);
  for (const reader of readers) {
    assert.deepEqual(reader.numbers, range(1, 25));
    assert.equal(kindOf(reader), "live");
    assert.equal(reader.states[0].kind, "connecting");
    reader.states.slice(1).forEach((state, i) => assert.notDeepEqual(state, reader.states[i]));
  }
});

Deno.test("nobody asks for lines that the filter holds back", async () => {
  const { driven, server, open } = world(() => 0.1, (number) => number % 10 === 0);
  const readers = [open(), open(), open()];
  await driven.advance(500);
  const before = driven.requests.length;
  for (let i = 0; i < 10; i++) {
    server.write(7);
    server.beat();
    await driven.advance(2_000);
  }
  assert.equal(driven.requests.length, before);
  readers.forEach(({ numbers }) => assert.deepEqual(numbers, [10, 20, 30, 40, 50, 60, 70]));
});

Deno.test("tabs of other filters have connections of their own, wherever they begin and however it is written", async () => {
  const { driven, server, open } = world();
  server.write(5);
  const addresses = [
    "/logs/stream?q=a&level=WARN",
    "http://service/logs/stream?level=WARN&tail=2&q=a#L7",
    "/logs/stream",
  ];
  const [first, second] = addresses.map((address) => open({ address }));
  await driven.advance(500);
  assert.equal(server.streams().length, 2);
  assert.deepEqual(first.numbers, range(1, 5));
  assert.deepEqual(second.numbers, range(4, 5));
});

Deno.test("the next tab goes on at its own place when the one with the connection is closed", async () => {
  const { driven, server, open } = world();
  const [first, second, third] = [open(), open(), open()];
  await driven.advance(500);
  server.write(3);
  await driven.advance(500);
  first.tab.close();
  server.write(3);
  await driven.advance(500);
  assert.equal(server.streams().length, 1);
  assert.equal(server.streams()[0].url.searchParams.get("after"), "7-3");
  second.follower.stop();
  server.write(3);
  await driven.advance(500);
  assert.deepEqual(kindOf(second), "stopped");
  assert.deepEqual(third.numbers, range(1, 9));
  assert.equal(server.streams().length, 1);
});

Deno.test("a tab that comes later reads what it missed in pieces, and then what came meanwhile", async () => {
  const { driven, server, open } = world();
  server.write(2_500);
  const first = open({ address: "/logs/stream?tail=10" });
  await driven.advance(500);
  const second = open();
  for (let i = 0; i < 20; i++) {
    server.write(7);
    await driven.advance(11);
  }
  await driven.advance(1_000);
  assert.deepEqual(first.numbers, range(2_491, 2_640));
  assert.deepEqual(second.numbers, range(1, 2_640));
  assert.ok(server.pieces >= 3);
  assert.equal(server.streams().length, 1);
  assert.ok(second.states.some((state) => state.kind === "catching-up"));
});

Deno.test("a tab forgets what comes while it reads, if that is too much, and reads it again", async () => {
  const { driven, server, open } = world();
  server.write(10);
  open();
  await driven.advance(500);
  const late = open();
  server.breakHistory(503);
  for (let i = 0; i < 4; i++) {
    await driven.advance(15);
    server.write(9_000);
  }
  await driven.advance(15);
  server.breakHistory(undefined);
  await driven.advance(5_000);
  assert.deepEqual(late.numbers, range(1, 36_010));
  assert.ok(server.pieces > 25, `${server.pieces} pieces`);
});

Deno.test("what cannot be read is told, and tried again", async () => {
  const { driven, server, open } = world(() => 0.5);
  server.write(5);
  open();
  await driven.advance(500);
  const late = open();
  server.breakHistory(503);
  await driven.advance(500);
  assert.equal(kindOf(late), "reconnecting");
  assert.deepEqual(late.numbers, []);
  server.breakHistory(undefined);
  await driven.advance(2_000);
  assert.equal(kindOf(late), "live");
  assert.deepEqual(late.numbers, range(1, 5));
  server.breakHistory(401);
  const refused = open();
  await driven.advance(500);
  assert.equal(kindOf(refused), "unauthorised");
  assert.deepEqual(server.streams().length, 1);
});

Deno.test("a visible tab takes over from one that is frozen, which then hears the others", async () => {
  const { driven, server, open } = world(() => 0.1);
  const [frozen, hidden, seen] = [open(), open(), open()];
  await driven.advance(1_000);
  hidden.tab.show(false);
  frozen.tab.freeze();
  server.write(4);
  await driven.advance(4_000);
  assert.deepEqual(seen.numbers, []);
  await driven.advance(3_000);
  assert.deepEqual(seen.numbers, range(1, 4));
  assert.deepEqual(hidden.numbers, range(1, 4));
  assert.equal(server.streams().length, 2, "the frozen one cannot close its own");
  server.write(4);
  frozen.tab.thaw();
  await driven.advance(1_000);
  assert.equal(server.streams().length, 1);
  for (const reader of [frozen, hidden, seen]) {
    assert.deepEqual(reader.numbers, range(1, 8));
    assert.equal(kindOf(reader), "live");
  }
});

Deno.test("nobody takes over who is hidden, or has just come", async () => {
  const { driven, server, open } = world(() => 0.1);
  const [frozen, hidden] = [open(), open()];
  await driven.advance(1_000);
  frozen.tab.freeze();
  hidden.tab.show(false);
  await driven.advance(20_000);
  assert.equal(server.streams().length, 1);
  open();
  await driven.advance(4_000);
  assert.equal(server.streams().length, 1);
  await driven.advance(3_000);
  assert.equal(server.streams().length, 2);
});

Deno.test("a tab that was frozen itself does not take over for that", async () => {
  const { driven, server, open } = world(() => 0.1);
  const [first, second] = [open(), open()];
  await driven.advance(1_000);
  second.tab.freeze();
  await driven.advance(60_000);
  server.beat();
  second.tab.thaw();
  await driven.advance(3_000);
  assert.equal(server.streams().length, 1);
  assert.equal(
    driven.requests.filter(({ url }) => url.pathname.endsWith("/stream")).length,
    2,
    "one of them by the first",
  );
  first.follower.stop();
  second.follower.stop();
});

Deno.test("a tab that nobody looks at lets go of its connection, and goes on exactly when it is seen again", async () => {
  const { driven, server, open } = world();
  const alone = open();
  await driven.advance(500);
  server.write(3);
  alone.tab.show(false);
  await driven.advance(29_000);
  assert.equal(server.streams().length, 1);
  await driven.advance(3_000);
  assert.equal(kindOf(alone), "hidden");
  assert.equal(server.streams().length, 0);
  server.write(5);
  const requests = driven.requests.length;
  await driven.advance(600_000);
  alone.follower.wake();
  await driven.advance(1_000);
  assert.equal(driven.requests.length, requests, "it asks for nothing");
  alone.tab.show(true);
  await driven.advance(100);
  assert.deepEqual(alone.numbers, range(1, 8));
  assert.equal(kindOf(alone), "live");
});

Deno.test("a hidden tab hands its connection on to one that is seen", async () => {
  const { driven, server, open } = world();
  const [hidden, seen] = [open(), open()];
  await driven.advance(500);
  hidden.tab.show(false);
  for (let i = 0; i < 40; i++) {
    server.write(1);
    await driven.advance(1_000);
  }
  assert.equal(server.streams().length, 1);
  assert.equal(kindOf(hidden), "hidden");
  assert.deepEqual(seen.numbers, range(1, 40));
  hidden.tab.show(true);
  await driven.advance(500);
  assert.deepEqual(hidden.numbers, range(1, 40));
  assert.equal(server.streams().length, 1);
});

Deno.test("what becomes of the connection is what all tabs say", async () => {
  const { driven, server, open } = world(() => 0.5);
  const readers = [open(), open(), open()];
  const kinds = () => new Set(readers.map(kindOf));
  await driven.advance(500);
  await driven.advance(19_000);
  assert.deepEqual([...kinds()], ["stale"]);
  server.streams()[0].cut("no network");
  await driven.advance(200);
  assert.deepEqual([...kinds()], ["reconnecting"]);
  const times = readers.map(({ follower }) => follower.state.kind === "reconnecting" && follower.state.at);
  assert.equal(new Set(times).size, 1);
  readers[2].follower.wake();
  await driven.advance(200);
  assert.deepEqual([...kinds()], ["live"]);
  server.end();
  await driven.advance(1_000);
  assert.deepEqual([...kinds()], ["ended"]);
  assert.equal(server.streams().length, 0);
  const requests = driven.requests.length;
  await driven.advance(120_000);
  assert.equal(driven.requests.length, requests);
});

Deno.test("a tab whose own code is at fault does not take the others with it", async () => {
  const { driven, server, open, browser } = world();
  const tab = browser.tab();
  const states: FollowState[] = [];
  sharedFollow(
    { address: "/logs/stream", whole: true },
    {
      state: (state) => states.push(state),
      lines: () => {
        throw new Error("a mistake in the page");
      },
      gap: () => undefined,
    },
    tab.environment,
    tab.tabs,
  );
  const other = open();
  await driven.advance(500);
  server.write(3);
  await driven.advance(1_000);
  assert.deepEqual(states.at(-1), { kind: "failed", status: 0, detail: "a mistake in the page" });
  assert.equal(kindOf(other), "live");
  assert.deepEqual(other.numbers, range(1, 3));
  assert.deepEqual(browser.locks(), { held: 1, waiting: 0 });
});

Deno.test("hands on no line again, whoever tells of it", async () => {
  const { driven, server, open, browser } = world();
  open();
  const reader = open();
  server.write(3);
  await driven.advance(500);
  const another = browser.tab().tabs.channel(browser.channels()[0], () => undefined);
  another.post({ from: "7-1", to: "7-5", entries: lines(2, 5), state: { kind: "live" } });
  await driven.advance(500);
  assert.deepEqual(reader.numbers, range(1, 5));
});

Deno.test("does not believe what is no report", async () => {
  const { driven, server, open, browser } = world();
  const reader = open();
  await driven.advance(500);
  const second = open();
  await driven.advance(500);
  const names = browser.channels();
  assert.equal(names.length, 1);
  const liar = browser.tab().tabs.channel(names[0], () => undefined);
  const good = { from: "7-0", to: "7-9", entries: [], state: { kind: "live" } };
  for (
    const lie of [
      null,
      1,
      "report",
      {},
      { ...good, to: 9 },
      { ...good, entries: [{ id: "7-1" }] },
      { ...good, entries: [{ event: "heartbeat", after: "7-9", timestamp: "" }] },
      { ...good, entries: {} },
      { ...good, state: { kind: "stopped" } },
      { ...good, state: { kind: "hidden" } },
      { ...good, state: { kind: "toString" } },
      { ...good, state: { kind: "ended", end: { event: "gap" } } },
      { ...good, state: { kind: "reconnecting", at: "soon", attempt: 1, reason: "" } },
    ]
  ) {
    liar.post(lie);
  }
  await driven.advance(500);
  server.write(2);
  await driven.advance(500);
  for (const { numbers, states } of [reader, second]) {
    assert.deepEqual(numbers, [1, 2]);
    assert.equal(states.at(-1)?.kind, "live");
  }
});

Deno.test("a gap of the connection is every tab's, as far as it misses the lines itself", async () => {
  const { driven, server, open } = world(() => 0.5);
  const [first, second] = [open(), open()];
  await driven.advance(500);
  server.write(10);
  await driven.advance(500);
  server.streams()[0].cut();
  server.write(10);
  server.evict(18);
  await driven.advance(2_000);
  const expected = [...range(1, 10), ...range(11, 17).map((n) => -n), ...range(18, 20)];
  assert.deepEqual(first.numbers, expected);
  assert.deepEqual(second.numbers, expected);
});

for (const filter of ["no", "a"]) {
  Deno.test(`every tab has each line once and in order with ${filter} filter, whatever happens to the tabs`, async () => {
    const passes = (number: number) => number % 7 === 0 || number % 50 < 3;
    for (let seed = 1; seed <= 8; seed++) {
      const random = seeded(seed);
      const { driven, server, open, browser } = world(random, filter === "a" ? passes : undefined);
      const all: { readonly reader: Reader; readonly isWhole: boolean; isFrozen: boolean }[] = [];
      const begin = () => {
        const isWhole = below(2, random) === 0;
        const address = isWhole ? "/logs/stream" : `/logs/stream?tail=${below(30, random)}`;
        all.push({ reader: open({ address }), isWhole, isFrozen: false });
      };
      server.write(below(200, random));
      begin();
      begin();
      for (let step = 0; step < 120; step++) {
        const open = all.filter(({ reader }) => reader.tab.isOpen);
        const one = open[below(open.length, random)];
        switch (below(12, random)) {
          case 0:
            one.reader.tab.close();
            break;
          case 1:
          case 2:
            if (open.length < 6) {
              begin();
            }
            break;
          case 3:
            one.reader.tab.show(below(2, random) === 0);
            break;
          case 4:
            one.isFrozen = !one.isFrozen;
            one.isFrozen ? one.reader.tab.freeze() : one.reader.tab.thaw();
            break;
          case 5:
            server.streams().forEach((stream) => stream.cut());
            break;
          case 6:
            server.breakHistory(below(2, random) === 0 ? 503 : undefined);
            break;
          default:
            server.write(below(40, random));
        }
        if (all.every(({ reader }) => !reader.tab.isOpen)) {
          begin();
        }
        server.beat();
        await driven.advance([0, 30, 200, 1_200, 8_000][below(5, random)]);
      }
      server.breakHistory(undefined);
      for (const { reader } of all) {
        reader.tab.thaw();
        reader.tab.show(true);
      }
      for (let i = 0; i < 8; i++) {
        server.beat();
        await driven.advance(10_000);
      }
      server.write(60);
      await driven.advance(1_000);
      assert.equal(server.streams().length, 1, `seed ${seed}`);
      for (const { reader, isWhole } of all.filter(({ reader }) => reader.tab.isOpen)) {
        // Where it begins by its tail depends on when it came.
        const begins = isWhole ? 1 : reader.numbers[0];
        assert.ok(begins <= server.last, `seed ${seed}`);
        const expected = range(begins, server.last).filter(filter === "a" ? passes : () => true);
        assert.deepEqual(reader.numbers, expected, `seed ${seed}`);
        assert.equal(kindOf(reader), "live", `seed ${seed}`);
        assert.ok(!isOver(reader.follower.state));
        reader.follower.stop();
      }
      assert.deepEqual(browser.locks(), { held: 0, waiting: 0 });
    }
  });
}
