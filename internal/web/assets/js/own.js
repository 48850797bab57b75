// The reporter's own page: every page's comfort, and photos that come with a reply.
import { photo } from "./photo.js";
import "./page.js";

photo();
