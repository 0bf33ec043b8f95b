import "./livetail.css";
import "./page.css";
import "./home.css";
import "./run.css";
import "../live-log/index.ts";
import { mountHome } from "./home.ts";
import { takeOverRunPage } from "./run-page.ts";

const root = document.documentElement;
const run = /^\/runs\/([^/]+)$/.exec(location.pathname);

// What needs a script is shown from here on.
root.classList.add("enhanced");

if (root.dataset.page === "home") {
  if (document.readyState === "loading") {
    addEventListener("DOMContentLoaded", mountHome);
  } else {
    mountHome();
  }
} else if (run !== null && root.classList.contains("follows")) {
  // Not when all of it is there: it grows for as long as the run goes.
  takeOverRunPage(decodeURIComponent(run[1]));
}
