import { deepEqual } from "assert";
import { type Gestures, takeKeys, takePointer } from "../../../../main/web/app/toolbar/gestures.ts";

const scale = { slots: 100, from: 0, step: 1_000, width: 1_000 };

/** Takes events as an element 1000 px wide does, and writes down what comes of them. */
function surface() {
  const told: string[] = [];
  let slot: number | undefined;
  const node = Object.assign(new EventTarget(), {
    getBoundingClientRect: () => ({ left: 50 }),
    setPointerCapture: () => {},
    matches: () => true,
  });
  const gestures: Gestures = {
    scale,
    get slot() {
      return slot;
    },
    point: (to) => slot = to,
    // Every tenth slot has lines.
    next: (from, step) =>
      Math.min(90, Math.max(0, step > 0 ? Math.floor(from / 10) * 10 + 10 : Math.ceil(from / 10) * 10 - 10)),
    preview: (range) => void told.push(range === undefined ? "no preview" : `preview ${range.one}-${range.other}`),
    select: ({ one, other }) => void told.push(`select ${one}-${other}`),
    goTo: (to) => void told.push(`go to ${to}`),
    unselect: () => void told.push("unselect"),
  };
  takePointer(node as unknown as HTMLElement, gestures);
  takeKeys(node as unknown as HTMLElement, gestures);

  /** At a place on the screen, where the element begins at 50. */
  function pointer(type: string, x: number): void {
    node.dispatchEvent(Object.assign(new Event(type), { clientX: x, button: 0, pointerId: 1 }));
  }
  function key(type: "keydown" | "keyup", key: string, shiftKey = false): boolean {
    return node.dispatchEvent(Object.assign(new Event(type, { cancelable: true }), { key, shiftKey }));
  }
  return {
    pointer,
    key,
    blur: () => node.dispatchEvent(new Event("blur")),
    slot: () => slot,
    told: () => told.splice(0).filter((one) => one !== "no preview"),
  };
}

Deno.test("a click goes there, though the hand was not quite still", () => {
  const { pointer, told } = surface();
  pointer("pointerdown", 250);
  pointer("pointermove", 253);
  pointer("pointerup", 253);
  deepEqual(told(), ["go to 20"]);
});

Deno.test("a drag selects what it went over, and comes back to a click no more", () => {
  const { pointer, told } = surface();
  pointer("pointermove", 200);
  pointer("pointerdown", 250);
  pointer("pointermove", 350);
  pointer("pointermove", 251);
  pointer("pointerup", 150);
  deepEqual(told(), ["preview 20-30", "preview 20-20", "select 20-10"]);
  pointer("pointermove", 600);
  pointer("pointerup", 600);
  deepEqual(told(), []);
});

Deno.test("a drag that is given up selects nothing", () => {
  const { pointer, key, told } = surface();
  pointer("pointerdown", 250);
  pointer("pointermove", 350);
  key("keydown", "Escape");
  pointer("pointerup", 350);
  pointer("pointerdown", 250);
  pointer("pointermove", 350);
  pointer("pointercancel", 350);
  pointer("pointerup", 350);
  deepEqual(told(), ["preview 20-30", "preview 20-30"]);
});

Deno.test("what is pointed at is that only while the pointer is there", () => {
  const { pointer, slot } = surface();
  pointer("pointermove", 155);
  deepEqual(slot(), 10);
  pointer("pointerleave", 155);
  deepEqual(slot(), undefined);
});

Deno.test("arrows go from bar to bar, and return goes to its first line", () => {
  const { key, slot, told } = surface();
  const went = ["ArrowLeft", "ArrowLeft", "ArrowRight", "Home", "End"].map((name) => {
    key("keydown", name);
    return slot();
  });
  deepEqual(went, [80, 70, 80, 0, 90]);
  key("keydown", "Enter");
  deepEqual(told(), ["go to 90"]);
});

Deno.test("arrows with shift select a range once shift is let go, or the focus", () => {
  const { key, blur, told } = surface();
  key("keydown", "Home");
  key("keydown", "ArrowRight", true);
  key("keydown", "ArrowRight", true);
  key("keyup", "Shift");
  key("keyup", "Shift");
  deepEqual(told(), ["preview 0-10", "preview 0-20", "select 0-20"]);
  key("keydown", "ArrowLeft", true);
  blur();
  deepEqual(told(), ["preview 20-10", "select 20-10"]);
});

Deno.test("escape takes the range away, and other keys are the page's", () => {
  const { key, told } = surface();
  key("keydown", "ArrowLeft", true);
  deepEqual(key("keydown", "Escape"), false);
  key("keyup", "Shift");
  deepEqual(told(), ["preview 90-80", "unselect"]);
  deepEqual(key("keydown", "j"), true);
});
