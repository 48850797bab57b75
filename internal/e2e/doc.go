// Package e2e holds the tests that drive the real program in a real browser: the whole story of a
// report on both databases, the form without scripts, what time does by itself, every page under the
// accessibility checker, the weight of first visits, and the search for words that must not leak.
//
// It has no code but tests. They need Chromium; where it is missing they are skipped and say so, and
// fail when the variable CI is "true". TUNTAS_E2E_SHOTS=FOLDER makes them leave pictures of all pages;
// TUNTAS_E2E_PROGRAM=FILE has them drive a program that is built already.
package e2e
