import "./livetail.css";

// What needs a script is shown from here on.
document.documentElement.classList.add("enhanced");
