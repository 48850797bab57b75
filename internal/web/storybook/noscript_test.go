package main

import (
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// TestFileBoxesWithoutScripts: a browser that runs no scripts shows its own file boxes, large enough to be pressed.
func TestFileBoxesWithoutScripts(t *testing.T) {
	b := start(t)
	if _, err := chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	b.do(chromedp.EmulateViewport(360, 740))
	for _, path := range []string{"/lapor", "/laporan/dijawab"} {
		b.do(chromedp.Navigate(b.url + path))
		b.wait("document.querySelectorAll('input[type=file]').length === 2 && [...document.querySelectorAll('input[type=file]')].every(e => e.getBoundingClientRect().width > 150 && e.getBoundingClientRect().height >= 44)")
		b.wait("document.documentElement.scrollWidth <= 360")
	}
}
