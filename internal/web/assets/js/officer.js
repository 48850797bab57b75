// The officers' pages. Everything here is comfort: without it the same forms do the same.
import { combos } from "./combo.js";
import { gate } from "./gate.js";
import { here } from "./here.js";
import { keys } from "./keys.js";
import { live } from "./live.js";
import { menu } from "./menu.js";
import { net } from "./net.js";
import { photo } from "./photo.js";
import { slash } from "./slash.js";
import { publish } from "./publish.js";
import { tools } from "./tools.js";
import { work } from "./work.js";

document.documentElement.dataset.js = ""; // style sheets then show what needs it

net();
tools();
combos();
menu();
photo();
work();
keys();
live();
here();
gate();
slash();
publish();
