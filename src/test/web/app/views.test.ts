import { equal } from "assert";
import { target, viewOf, withView } from "../../../main/web/app/views.ts";

Deno.test("an address asks for a view, and else for the log", () => {
  equal(viewOf(new URLSearchParams("view=runs")), "runs");
  equal(viewOf(new URLSearchParams("")), "log");
  equal(viewOf(new URLSearchParams("view=elsewhere")), "log");
});

Deno.test("an address that fills in a form shows it", () => {
  const filledIn = new URLSearchParams("operation=demo&p.lines=3&q=x");
  equal(viewOf(filledIn), "operations");
  equal(withView("log", filledIn).toString(), "q=x");
});

Deno.test("another view leaves the rest of the address alone", () => {
  equal(
    withView("runs", new URLSearchParams("level=WARN&runs_state=failed")).toString(),
    "level=WARN&runs_state=failed&view=runs",
  );
  equal(withView("log", new URLSearchParams("view=runs&q=x")).toString(), "q=x");
});

Deno.test("arrow keys lead around the tabs", () => {
  equal(target("ArrowRight", 2, 3), 0);
  equal(target("ArrowLeft", 0, 3), 2);
  equal(target("Home", 2, 3), 0);
  equal(target("End", 0, 3), 2);
  equal(target("a", 0, 3), undefined);
});
