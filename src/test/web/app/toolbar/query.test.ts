import { deepEqual, equal } from "assert";
import { downloadAddress, histogramAddress, streamAddress } from "../../../../main/web/app/toolbar/addresses.ts";
import { filteredBy, lookedFor, pageParameters, queryOf } from "../../../../main/web/app/toolbar/query.ts";

const queryIn = (search: string) => queryOf(new URLSearchParams(search));

Deno.test("a query is the same after a way through the page's address, where other parameters stay", () => {
  const search = "runs_state=failed&level=WARN&logger=a&q=x+y&only=no";
  const others = new URLSearchParams("runs_state=failed&q=old&only=no");
  equal(pageParameters(queryIn(search), others).toString(), search);
  equal(pageParameters(queryIn("only=yes"), others).toString(), "runs_state=failed");
});

Deno.test("matches alone are shown by the server, or else only highlighted", () => {
  const only = queryIn("level=WARN&regex=a%2B");
  equal(filteredBy(only).regex, "a+");
  equal(lookedFor(only), undefined);

  const all = queryIn("level=WARN&regex=a%2B&only=no");
  equal(streamAddress("/logs/stream", all), "/logs/stream?level=WARN");
  deepEqual(lookedFor(all), { q: undefined, regex: "a+" });
  equal(lookedFor(queryIn("level=WARN&only=no")), undefined);
});

Deno.test("a stream's own parameters stay when it is filtered anew", () => {
  equal(streamAddress("/logs/stream?tail=5&q=old", queryIn("q=new")), "/logs/stream?tail=5&q=new");
  equal(streamAddress("/logs/stream?q=old", queryIn("")), "/logs/stream");
});

Deno.test("a histogram is of the whole time, a download of what is selected", () => {
  const query = queryIn("q=x&since=5m&until=1m");
  equal(histogramAddress("/runs/1/logs", query, 100), "/runs/1/logs/histogram?buckets=100&q=x");
  equal(
    downloadAddress("/runs/1/logs", filteredBy(query)),
    "/runs/1/logs?download=true&format=text&q=x&since=5m&until=1m",
  );
  equal(downloadAddress("/logs", {}), "/logs?download=true&format=text");
});
