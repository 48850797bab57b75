// The four steps of a report.
import { combos } from "./combo.js";
import { count } from "./count.js";
import { draft, secrecy } from "./draft.js";
import { net } from "./net.js";
import { photo } from "./photo.js";
import { place } from "./place.js";

net();
draft();
count();
photo();
secrecy();
place();
combos();
