import { type Scale, slotAt } from "./scale.ts";

/** What a reader does with a histogram, by pointer or by keys; slots as in its scale. */
export interface Gestures {
  readonly scale: Scale;

  /** The slot that is pointed at now. */
  readonly slot: number | undefined;
  point(slot: number | undefined): void;

  /** The next slot that has lines. */
  next(slot: number, step: 1 | -1): number;

  /** A range is being selected, and nothing has come of it yet. */
  preview(range: SlotRange | undefined): void;
  select(range: SlotRange): void;
  goTo(slot: number): void;
  unselect(): void;
}

export interface SlotRange {
  readonly one: number;
  readonly other: number;
}

/** A hand is not still when it clicks. */
const CLICK_PIXELS = 4;

export function takePointer(node: HTMLElement, gestures: Gestures): void {
  let pressed: { readonly x: number; readonly slot: number } | undefined;
  let isDrag = false;

  const xOf = (event: PointerEvent) => event.clientX - node.getBoundingClientRect().left;
  const slotOf = (event: PointerEvent) => slotAt(gestures.scale, xOf(event));

  function end(): void {
    pressed = undefined;
    isDrag = false;
    gestures.preview(undefined);
  }

  node.addEventListener("pointerdown", (event) => {
    if (event.button === 0) {
      pressed = { x: xOf(event), slot: slotOf(event) };
      node.setPointerCapture(event.pointerId);
    }
  });
  node.addEventListener("pointermove", (event) => {
    gestures.point(slotOf(event));
    isDrag ||= pressed !== undefined && Math.abs(xOf(event) - pressed.x) >= CLICK_PIXELS;
    if (isDrag && pressed !== undefined) {
      gestures.preview({ one: pressed.slot, other: slotOf(event) });
    }
  });
  node.addEventListener("pointerup", (event) => {
    const from = pressed;
    const wasDrag = isDrag;
    end();
    if (from !== undefined && wasDrag) {
      gestures.select({ one: from.slot, other: slotOf(event) });
    } else if (from !== undefined) {
      gestures.goTo(from.slot);
    }
  });
  node.addEventListener("pointercancel", end);
  node.addEventListener("pointerleave", () => {
    if (pressed === undefined) {
      gestures.point(undefined);
    }
  });
  node.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && pressed !== undefined) {
      event.stopImmediatePropagation();
      end();
    }
  });
}

export function takeKeys(node: HTMLElement, gestures: Gestures): void {
  /** Where a range began that shift still holds. */
  let anchor: number | undefined;

  const current = () => gestures.slot ?? gestures.next(gestures.scale.slots, -1);

  function move(to: number, isRange: boolean): void {
    anchor = isRange ? anchor ?? current() : undefined;
    gestures.point(to);
    gestures.preview(anchor === undefined ? undefined : { one: anchor, other: to });
  }

  function finish(): void {
    if (anchor !== undefined) {
      gestures.preview(undefined);
      gestures.select({ one: anchor, other: current() });
      anchor = undefined;
    }
  }

  node.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    switch (event.key) {
      case "ArrowLeft":
      case "ArrowDown":
        move(gestures.next(current(), -1), event.shiftKey);
        break;
      case "ArrowRight":
      case "ArrowUp":
        move(gestures.next(current(), 1), event.shiftKey);
        break;
      case "Home":
        move(gestures.next(-1, 1), event.shiftKey);
        break;
      case "End":
        move(gestures.next(gestures.scale.slots, -1), event.shiftKey);
        break;
      case "Enter":
        gestures.goTo(current());
        break;
      case "Escape":
        anchor = undefined;
        gestures.preview(undefined);
        gestures.unselect();
        break;
      default:
        return;
    }
    event.preventDefault();
  });
  node.addEventListener("keyup", (event) => {
    if (event.key === "Shift") {
      finish();
    }
  });
  node.addEventListener("focus", () => {
    if (node.matches(":focus-visible")) {
      gestures.point(current());
    }
  });
  node.addEventListener("blur", () => {
    finish();
    gestures.point(undefined);
  });
}
