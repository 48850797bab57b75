// Every page but the form.
import { draft } from "./draft.js";
import { net } from "./net.js";
import { tools } from "./tools.js";

net();
tools();
draft();
