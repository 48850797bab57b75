package clean_test

import (
	"bytes"
	"compress/zlib"
	"context"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"

	"tuntas/internal/blob/clean"
	"tuntas/internal/civic"
)

func cleanAny(t *testing.T, name string, data []byte) (clean.Cleaned, error) {
	t.Helper()
	out, err := clean.New(clean.Limits{}).Clean(context.Background(), name, data)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return out, err
}

var streamRE = regexp.MustCompile(`(?s)stream\r?\n(.*?)\r?\nendstream`)

// laidOpen returns a PDF with every packed stream unpacked beside it, so that a search
// finds what is in it.
func laidOpen(data []byte) string {
	out := bytes.NewBuffer(append([]byte{}, data...))
	for _, m := range streamRE.FindAllSubmatch(data, -1) {
		if z, err := zlib.NewReader(bytes.NewReader(m[1])); err == nil {
			_, _ = io.Copy(out, z)
		}
	}
	return out.String()
}

// config is pdfcpu's own, for making test files with it.
func config() *model.Configuration {
	api.DisableConfigDir()
	return model.NewDefaultConfiguration()
}

func checkHarmless(t *testing.T, data []byte) {
	t.Helper()
	checkBare(t, data)
	if err := api.Validate(bytes.NewReader(data), config()); err != nil {
		t.Errorf("the PDF is not valid any more: %v", err)
	}
}

// harmful are the traces of what must not be in a PDF that is kept.
func harmful() []string {
	return []string{marker, "JavaScript", "OpenAction", "/JS", "/AA", "EmbeddedFile", "Filespec", "/EF", "Metadata", "xmpmeta",
		"/Info", "/ID", "/URI", "Action", "RichMedia", "FileAttachment", "XFA", "AcroForm", "PieceInfo", "GPTS", "/Measure", "Exif",
		string(latitude), "/Author", "/Creator", "/Producer", "CreationDate", "ModDate", "/Names", "/Thumb", "a.exe"}
}

func checkBare(t *testing.T, data []byte) {
	t.Helper()
	open := laidOpen(data)
	for _, bad := range harmful() {
		if strings.Contains(open, bad) {
			t.Errorf("the PDF holds %q", bad)
		}
	}
}

func TestPDF(t *testing.T) {
	for name, data := range map[string][]byte{"plain": hostilePDF(t, pdfFile), "with object streams": hostilePDF(t, packedPDF)} {
		for _, bad := range harmful() {
			if !strings.Contains(laidOpen(data), bad) {
				t.Fatalf("%s: the test file has no %q, so nothing is proved", name, bad)
			}
		}
		out, _ := cleanAny(t, "surat.pdf", data)
		if out.MediaType != clean.PDF || out.Pages != 1 || out.Thumb != nil {
			t.Errorf("%s: %s, %d pages", name, out.MediaType, out.Pages)
		}
		checkHarmless(t, out.Data)
		open := laidOpen(out.Data)
		for _, kept := range []string{"Jalan rusak di depan pasar", "Isian formulir", "/Helvetica", "\xff\xd8\xff"} {
			if !strings.Contains(open, kept) {
				t.Errorf("%s: %q was lost", name, kept)
			}
		}
		again, _ := cleanAny(t, "surat.pdf", out.Data)
		if !bytes.Equal(again.Data, out.Data) {
			t.Errorf("%s: cleaning twice changes the file again", name)
		}
	}
}

// An object that is a link with a script in one place and a font in another loses the script
// in the first and is of no use in the second. A font that happens to be called AA stays.
func TestPDFTwoNatures(t *testing.T) {
	data := pdfFile("", "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<</Font<</X 4 0 R/AA 6 0 R>>/XObject 4 0 R>>/Annots[4 0 R]>>",
		"<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A 5 0 R/T("+marker+")/AA<</E 5 0 R>>>>",
		"<</S/JavaScript/JS("+marker+")>>",
		"<</Type/Font/Subtype/Type1/BaseFont/Courier>>")
	out, _ := cleanAny(t, "a.pdf", data)
	open := laidOpen(out.Data)
	if !regexp.MustCompile(`/AA \d+ 0 R`).MatchString(open) || !strings.Contains(open, "/BaseFont /Courier") {
		t.Error("a font was lost because of its name")
	}
	if strings.Contains(open, "JavaScript") || strings.Contains(open, "/JS") {
		t.Errorf("the script is still there:\n%s", open)
	}
	annots := regexp.MustCompile(`/Annots \[(\d+) 0 R\]`).FindStringSubmatch(open)
	if annots == nil {
		t.Fatal("no annotation left")
	}
	note := regexp.MustCompile(`(?s)\n` + annots[1] + ` 0 obj\n(.*?)endobj`).FindStringSubmatch(open)
	if note == nil || strings.Contains(note[1], "/A") && !strings.Contains(note[1], "/Annot") || strings.Contains(note[1], marker) {
		t.Errorf("the note on the page is %v", note)
	}
}

// Bytes after the end, earlier versions of objects and objects nobody refers to do not get
// through.
func TestPDFLeftovers(t *testing.T) {
	data := pdfFile("", "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>", pdfStream("", marker))
	data = append(data, ("PK\x03\x04" + marker + "<html>")...)
	out, _ := cleanAny(t, "a.pdf", data)
	checkHarmless(t, out.Data)
	if strings.Contains(string(out.Data), "PK\x03\x04") {
		t.Error("the archive behind the PDF is still there")
	}
}

func TestPDFRefused(t *testing.T) {
	c := clean.New(clean.Limits{})
	good := pagesPDF(2)
	page := "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"
	tree := "<</Type/Pages/Kids[3 0 R]/Count 1>>"
	refused(t, c, "html first", "error.file.type", append([]byte("<html>\n"), good...))
	for name, data := range map[string][]byte{
		"only a header":  []byte("%PDF-1.7\n"),
		"cut":            good[:len(good)/3],
		"no pages":       pdfFile("", "<</Type/Catalog>>"),
		"empty tree":     pdfFile("", "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 0>>"),
		"tree of itself": pdfFile("", "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R]/Count 1>>"),
		"deep":           pdfFile("", "<</Type/Catalog/Pages 2 0 R/OCProperties "+strings.Repeat("[", 5000)+strings.Repeat("]", 5000)+">>", tree, page),
		"false picture": pdfFile("", "<</Type/Catalog/Pages 2 0 R>>", tree,
			"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<</XObject<</I 4 0 R>>>>>>",
			pdfStream("/Type/XObject/Subtype/Image/Width 1/Height 1/Filter/DCTDecode", "<script>")),
	} {
		refused(t, c, name, "error.file.broken", data)
	}
	for name, passwords := range map[string][2]string{"user password": {"a", "b"}, "owner password": {"", "b"}} {
		var locked bytes.Buffer
		conf := config()
		conf.UserPW, conf.OwnerPW = passwords[0], passwords[1]
		if err := api.Encrypt(bytes.NewReader(good), &locked, conf); err != nil {
			t.Fatal(err)
		}
		refused(t, c, name, "error.file.encrypted", locked.Bytes())
	}
	refused(t, clean.New(clean.Limits{PDFBytes: 300, ImageBytes: 1 << 20}), "large", "error.file.too_large", good)
	refused(t, clean.New(clean.Limits{Pages: 1}), "two pages", "error.file.too_many_pages", good)
}

// A stream, or many together, that unpack to more than anyone needs are refused before the
// file is parsed.
func TestPDFBomb(t *testing.T) {
	c := clean.New(clean.Limits{Inflated: 1 << 20})
	tree := "<</Type/Pages/Kids[3 0 R]/Count 1>>"
	page := "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents[4 0 R 5 0 R 6 0 R]>>"
	part := pdfStream("/Filter/FlateDecode", deflate(strings.Repeat(" ", 400<<10)))
	for name, objects := range map[string][]string{
		"one":     {"<</Type/Catalog/Pages 2 0 R>>", tree, page, pdfStream("/Filter/FlateDecode", deflate(strings.Repeat(" ", 2<<20)))},
		"several": {"<</Type/Catalog/Pages 2 0 R>>", tree, page, part, part, part},
		"unused":  {"<</Type/Catalog/Pages 2 0 R>>", tree, page, pdfStream("/Type/ObjStm/N 1/First 4/Filter/FlateDecode", deflate(strings.Repeat(" ", 2<<20)))},
	} {
		refused(t, c, name, "error.file.bomb", pdfFile("", objects...))
	}
	two := pdfFile("", "<</Type/Catalog/Pages 2 0 R>>", tree, page, part, part)
	if _, err := c.Clean(context.Background(), "a.pdf", two); err != nil {
		t.Errorf("a file under the limit: %v", err)
	}
}

// What is packed twice, as an object stream inside a filter chain, is bounded by the parser.
func TestPDFChainBomb(t *testing.T) {
	inner := deflate(strings.Repeat(" ", 40<<20))
	for len(inner)%2 == 1 {
		inner += "\n"
	}
	data := pdfFile("", "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
		pdfStream("/Type/ObjStm/N 1/First 4/Filter[/ASCIIHexDecode/FlateDecode]", fmt.Sprintf("%x>", inner)))
	if _, err := clean.New(clean.Limits{}).Clean(context.Background(), "a.pdf", data); err != nil && civic.KindOf(err) != civic.KindInvalid {
		t.Error(err)
	}
}

func TestPDFTimesOut(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := clean.New(clean.Limits{}).Clean(ctx, "a.pdf", pagesPDF(1)); err == nil {
		t.Error("a PDF was cleaned for nobody")
	}
}
