// The officers' pages. Everything here is comfort: without it the same forms do the same.
import { combos } from "./combo.js";
import { menu } from "./menu.js";
import { net } from "./net.js";
import { photo } from "./photo.js";
import { tools } from "./tools.js";

net();
tools();
combos();
menu();
photo();
