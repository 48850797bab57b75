// The officers' pages. Everything here is comfort: without it the same forms do the same.
import { combos } from "./combo.js";
import { menu } from "./menu.js";
import { net } from "./net.js";
import { tools } from "./tools.js";
import { upload } from "./upload.js";

net();
tools();
combos();
menu();
upload();
