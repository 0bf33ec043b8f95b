import { equal } from "assert";
import { poll } from "../../../main/web/app/poll.ts";
import { handDriven } from "../log/hand-driven.ts";

function sight() {
  const listeners = new Set<() => void>();
  return {
    isHidden: false,
    listeners,
    onChange(listener: () => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    change(isHidden: boolean) {
      this.isHidden = isHidden;
      listeners.forEach((listener) => listener());
    },
  };
}

Deno.test("it asks at once, and then as often as the answer says", async () => {
  const time = handDriven();
  let asked = 0;
  poll(() => Promise.resolve(++asked < 3 ? 100 : undefined), time, sight());
  await time.settle();
  equal(asked, 1);
  await time.advance(99);
  equal(asked, 1);
  await time.advance(1);
  equal(asked, 2);
  await time.advance(100);
  equal(asked, 3);
  await time.advance(10_000);
  equal(asked, 3);
});

Deno.test("it asks at once when the page is seen again, and does not when it goes out of sight", async () => {
  const time = handDriven();
  const visibility = sight();
  let asked = 0;
  poll(() => Promise.resolve(++asked && 10_000), time, visibility);
  await time.settle();
  visibility.change(true);
  await time.settle();
  equal(asked, 1);
  visibility.change(false);
  await time.settle();
  equal(asked, 2);
  await time.advance(10_000);
  equal(asked, 3);
});

Deno.test("it asks one question at a time, and once more if it is asked meanwhile", async () => {
  const time = handDriven();
  let answer = () => {};
  let asked = 0;
  const polled = poll(() => new Promise((resolve) => (asked++, answer = () => resolve(10_000))), time, sight());
  polled.now();
  polled.now();
  await time.settle();
  equal(asked, 1);
  answer();
  await time.advance(0);
  equal(asked, 2);
  answer();
  await time.advance(9_999);
  equal(asked, 2);
});

Deno.test("it is over when it is stopped", async () => {
  const time = handDriven();
  const visibility = sight();
  let asked = 0;
  const polled = poll(() => Promise.resolve(++asked && 100), time, visibility);
  await time.settle();
  polled.stop();
  polled.now();
  await time.advance(1_000);
  equal(asked, 1);
  equal(visibility.listeners.size, 0);
});
