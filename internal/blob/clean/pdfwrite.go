package clean

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"sort"
	"strconv"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/filter"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"tuntas/internal/civic"
)

// maxDepth bounds how deep dictionaries and arrays may be nested.
const maxDepth = 80

// place says what a dictionary's keys mean at some place of the document.
type place bool

const (
	object place = false // keys are words of the PDF language: some are dropped
	names  place = true  // keys are names the document chose, of fonts or pictures
)

// copyOf names one copy of an object. The same object reached as a plain object and as a
// list of names is written twice, once each way: otherwise a script could hide by being
// listed as a font as well.
type copyOf struct {
	number int
	as     place
}

// pdfWriter writes the objects that can be reached from the pages, numbered anew, as a PDF
// with a plain cross reference table. Nothing else of the original gets through: no
// catalogue entries, no information dictionary, no file identifier, no earlier versions, no
// bytes between objects. The same input gives the same output.
type pdfWriter struct {
	ctx    context.Context
	doc    *model.Context
	limits Limits

	out     bytes.Buffer
	offsets []int // by new object number, from 1
	number  map[copyOf]int
	queue   []copyOf
	pages   int
}

func newPDFWriter(ctx context.Context, doc *model.Context, limits Limits) *pdfWriter {
	return &pdfWriter{ctx: ctx, doc: doc, limits: limits, number: map[copyOf]int{}}
}

// document writes everything.
func (w *pdfWriter) document() error {
	root, err := w.doc.DereferenceDict(*w.doc.Root)
	if err != nil || root == nil {
		return errors.Join(errors.New("clean: PDF without a catalogue"), err)
	}
	tree, ok := root["Pages"].(types.IndirectRef)
	if !ok {
		return errors.New("clean: PDF without pages")
	}
	w.out.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	// Of the catalogue only the pages, and which layers of a drawing are seen, are of use.
	catalogue := types.Dict{"Type": types.Name("Catalog"), "Pages": tree}
	if layers, ok := root["OCProperties"]; ok {
		catalogue["OCProperties"] = layers
	}
	w.offsets = append(w.offsets, 0, w.out.Len())
	w.out.WriteString("1 0 obj\n")
	if err := w.put(catalogue, object, 0); err != nil {
		return err
	}
	w.out.WriteString("\nendobj\n")
	for len(w.queue) > 0 {
		next := w.queue[0]
		w.queue = w.queue[1:]
		if err := w.ctx.Err(); err != nil {
			return err
		}
		if err := w.indirect(next); err != nil {
			return err
		}
	}
	if w.pages == 0 {
		return errors.New("clean: PDF without pages")
	}
	at := w.out.Len()
	fmt.Fprintf(&w.out, "xref\n0 %d\n0000000000 65535 f \n", len(w.offsets))
	for _, o := range w.offsets[1:] {
		fmt.Fprintf(&w.out, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&w.out, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(w.offsets), at)
	return nil
}

// indirect writes one numbered object.
func (w *pdfWriter) indirect(c copyOf) error {
	o, err := w.doc.Dereference(*types.NewIndirectRef(c.number, 0))
	if err != nil {
		return err
	}
	n := w.number[c]
	w.offsets[n] = w.out.Len()
	fmt.Fprintf(&w.out, "%d 0 obj\n", n)
	switch o := o.(type) {
	case types.StreamDict:
		err = w.stream(o)
	default:
		err = w.put(o, c.as, 0)
	}
	w.out.WriteString("\nendobj\n")
	return err
}

// reference writes a reference and sees to it that its object is written once. An object
// that is dropped, or not there, becomes null, which a PDF reads as absent.
func (w *pdfWriter) reference(ref types.IndirectRef, as place) error {
	o, err := w.doc.Dereference(ref)
	if err != nil {
		return err
	}
	if o == nil || w.unwanted(o) {
		w.out.WriteString("null")
		return nil
	}
	if d, ok := o.(types.Dict); !ok || d == nil {
		as = object // only dictionaries have keys
	}
	c := copyOf{ref.ObjectNumber.Value(), as}
	n, known := w.number[c]
	if !known {
		n = len(w.offsets)
		w.number[c] = n
		w.offsets = append(w.offsets, 0)
		w.queue = append(w.queue, c)
		if err := w.countPage(o); err != nil {
			return err
		}
	}
	w.out.WriteString(strconv.Itoa(n) + " 0 R")
	return nil
}

func (w *pdfWriter) countPage(o types.Object) error {
	if d, ok := o.(types.Dict); ok && w.name(d["Type"]) == "Page" {
		if w.pages++; w.pages > w.limits.Pages {
			return civic.Invalid("file", "error.file.too_many_pages", "pages", w.limits.Pages)
		}
	}
	return nil
}

// put writes a direct object.
func (w *pdfWriter) put(o types.Object, as place, depth int) error {
	if depth > maxDepth {
		return errors.New("clean: PDF nested too deep")
	}
	switch o := o.(type) {
	case nil:
		w.out.WriteString("null")
	case types.IndirectRef:
		return w.reference(o, as)
	case types.Dict:
		if w.unwanted(o) {
			w.out.WriteString("null")
			return nil
		}
		return w.dict(o, as, depth)
	case types.Array:
		w.out.WriteByte('[')
		for i, e := range o {
			if i > 0 {
				w.out.WriteByte(' ')
			}
			if err := w.put(e, object, depth+1); err != nil {
				return err
			}
		}
		w.out.WriteByte(']')
	case types.Float:
		w.out.WriteString(realNumber(o.Value()))
	case types.Boolean, types.Integer, types.Name, types.StringLiteral, types.HexLiteral:
		w.out.WriteString(o.PDFString())
	default:
		return fmt.Errorf("clean: unexpected %T in a PDF", o)
	}
	return nil
}

// dict writes a dictionary without the keys that are dropped at this place.
func (w *pdfWriter) dict(d types.Dict, as place, depth int) error {
	keys := make([]string, 0, len(d))
	annotation := w.isAnnotation(d)
	for k := range d {
		if as == names || (!droppedKeys[k] && (!annotation || !droppedInNotes[k])) {
			keys = append(keys, k)
		}
	}
	sort.Strings(keys) // the same file twice must give the same bytes
	w.out.WriteString("<<")
	for _, k := range keys {
		w.out.WriteString("/" + types.EncodeName(k) + " ")
		below := object
		if as == object && nameLists[k] {
			below = names
		}
		if err := w.put(d[k], below, depth+1); err != nil {
			return err
		}
	}
	w.out.WriteString(">>")
	return nil
}

// stream writes a stream. Pictures inside lose their notes: many PDFs are a photograph in
// an envelope, its GPS position included.
func (w *pdfWriter) stream(s types.StreamDict) error {
	d := types.Dict{}
	for k, v := range s.Dict {
		if !droppedInStreams[k] {
			d[k] = v
		}
	}
	raw := s.Raw
	if n := len(s.FilterPipeline); n > 0 {
		last := s.FilterPipeline[n-1].Name
		if last == filter.DCT || last == filter.JPX {
			var err error
			if raw, err = barePicture(s, last); err != nil {
				return err
			}
			d["Filter"] = types.Name(last)
			delete(d, "DecodeParms")
			if parms := s.FilterPipeline[n-1].DecodeParms; len(parms) > 0 {
				d["DecodeParms"] = parms
			}
		}
	}
	d["Length"] = types.Integer(len(raw))
	if err := w.dict(d, object, 0); err != nil {
		return err
	}
	w.out.WriteString("\nstream\n")
	w.out.Write(raw)
	w.out.WriteString("\nendstream")
	return nil
}

// barePicture returns the JPEG or JPEG 2000 of a stream without its notes.
func barePicture(s types.StreamDict, format string) ([]byte, error) {
	data := s.Raw
	if len(s.FilterPipeline) > 1 { // packed once more: unpack first
		s.Content, s.CSComponents = nil, 0
		if err := s.DecodeWithLimit(64 << 20); err != nil {
			return nil, err
		}
		data = s.Content
	}
	bare := bareJPEG
	if format == filter.JPX {
		bare = bareJP2
	}
	out, ok := bare(data)
	if !ok {
		return nil, fmt.Errorf("clean: a picture in the PDF is no %s", format)
	}
	return out, nil
}

// realNumber writes a real number so that it stays one: some readers mind a 1 where 1.0 stood.
func realNumber(f float64) string {
	s := strconv.FormatFloat(f, 'f', -1, 64)
	if !strings.Contains(s, ".") {
		s += ".0"
	}
	return s
}
