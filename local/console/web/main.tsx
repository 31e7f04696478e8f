import { render } from "preact";
import { Frame } from "./frame.tsx";
import { start } from "./store.ts";

start();
const root = document.getElementById("app");
if (root) render(<Frame />, root);
