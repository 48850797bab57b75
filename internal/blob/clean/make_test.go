package clean_test

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
)

// marker stands for everything a file must not tell: it is put wherever a camera, a phone
// or an author could have left something.
const marker = "JEJAK-RAHASIA-7K2M"

// latitude is a GPS position as a camera writes it: 6 degrees 10 minutes 31.5 seconds.
var latitude = []byte{6, 0, 0, 0, 1, 0, 0, 0, 10, 0, 0, 0, 1, 0, 0, 0, 59, 1, 0, 0, 10, 0, 0, 0}

// byteOrder is both halves of package binary's byte orders.
type byteOrder interface {
	binary.ByteOrder
	binary.AppendByteOrder
}

// exif builds EXIF data with orientation, camera, maker's note and GPS position.
func exif(order byteOrder, turn int) []byte {
	head := "II*\x00"
	if order == byteOrder(binary.BigEndian) {
		head = "MM\x00*"
	}
	put16 := func(b []byte, v ...int) []byte {
		for _, x := range v {
			b = order.AppendUint16(b, uint16(x))
		}
		return b
	}
	put32 := func(b []byte, v ...int) []byte {
		for _, x := range v {
			b = order.AppendUint32(b, uint32(x))
		}
		return b
	}
	const ifd0, entries = 8, 4
	const data = ifd0 + 2 + 12*entries + 4
	gps := data + len(marker) + len(marker)
	b := put32([]byte(head), ifd0)
	b = put16(b, entries)
	b = put32(put16(b, 0x010f, 2), len(marker), data)             // Make
	b = put16(put32(put16(b, 0x0112, 3), 1), turn, 0)             // Orientation
	b = put32(put16(b, 0x8825, 4), 1, gps)                        // GPS
	b = put32(put16(b, 0x927c, 7), len(marker), data+len(marker)) // MakerNote
	b = put32(b, 0)                                               // no further directory
	b = append(append(b, marker...), marker...)                   // their values
	b = put16(b, 2)                                               // GPS directory
	b = append(put32(put16(b, 1, 2), 2), 'S', 0, 0, 0)            // south
	b = put32(put16(b, 2, 5), 3, gps+2+24+4)                      // latitude
	return append(put32(b, 0), latitude...)
}

// halves is a picture that is red on the left and blue on the right, so that one can see
// which way it has been turned.
func halves(w, h int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.NRGBA{200, 0, 0, 255}
			if x >= w/2 {
				c = color.NRGBA{0, 0, 200, 255}
			}
			img.SetNRGBA(x, y, c)
		}
	}
	return img
}

func noise(w, h int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	r := rand.New(rand.NewPCG(1, 2))
	for i := range img.Pix {
		img.Pix[i] = uint8(r.Uint32())
		if i%4 == 3 {
			img.Pix[i] = 255
		}
	}
	return img
}

func encodeJPEG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func encodePNG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func segment(m byte, body string) []byte {
	return append([]byte{0xff, m, byte((len(body) + 2) >> 8), byte(len(body) + 2)}, body...)
}

// cameraJPEG is a JPEG with everything phones leave in one, and bytes after its end.
func cameraJPEG(plain []byte, order byteOrder, turn int) []byte {
	out := append([]byte{}, plain[:2]...)
	out = append(out, segment(0xe1, "Exif\x00\x00"+string(exif(order, turn)))...)
	out = append(out, segment(0xe1, "http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta>"+marker+"<exif:GPSLatitude>6,10.5S</exif:GPSLatitude></x:xmpmeta>")...)
	out = append(out, segment(0xed, "Photoshop 3.0\x00"+marker)...)
	out = append(out, segment(0xfe, "<script>"+marker+"</script>")...)
	out = append(out, plain[2:]...)
	return append(out, "PK\x03\x04 <html>"+marker...)
}

func pngChunk(kind, body string) []byte {
	out := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	out = append(out, kind...)
	out = append(out, body...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[4:]))
}

// notedPNG is a PNG with XMP, text, EXIF and bytes after its end.
func notedPNG(plain []byte, turn int) []byte {
	const header = 8 + 25
	out := append([]byte{}, plain[:header]...)
	out = append(out, pngChunk("tEXt", "Author\x00"+marker)...)
	out = append(out, pngChunk("iTXt", "XML:com.adobe.xmp\x00\x00\x00\x00\x00<x:xmpmeta>"+marker+"</x:xmpmeta>")...)
	out = append(out, pngChunk("eXIf", string(exif(binary.LittleEndian, turn)))...)
	out = append(out, plain[header:]...)
	return append(out, "<html>"+marker...)
}

// notedWebP adds EXIF and XMP to a WebP of the extended form.
func notedWebP(t testing.TB, file string, turn int) []byte {
	t.Helper()
	plain, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	out := append([]byte{}, plain...)
	out[20] |= 0x08 | 0x04
	for _, c := range []struct{ kind, body string }{
		{"EXIF", string(exif(binary.LittleEndian, turn))}, {"XMP ", "<x:xmpmeta>" + marker},
	} {
		out = binary.LittleEndian.AppendUint32(append(out, c.kind...), uint32(len(c.body)))
		out = append(out, c.body...)
		if len(c.body)%2 == 1 {
			out = append(out, 0)
		}
	}
	binary.LittleEndian.PutUint32(out[4:], uint32(len(out)-8))
	return out
}

// pdfFile builds a PDF out of the bodies of its objects, numbered from 1; the first one is
// the catalogue. trailer is put into the trailer as it is.
func pdfFile(trailer string, objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	var at []int
	for i, o := range objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, o := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, trailer, xref)
	return b.Bytes()
}

// packedPDF is the same document in the newer form: all objects that are no streams inside
// one packed stream, and a packed table of where they are.
func packedPDF(trailer string, objects ...string) []byte {
	var b, index, inside bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	n := len(objects)
	table := make([]byte, 7) // type, offset or stream, generation or index; the first is free
	where := map[int][]byte{}
	entry := func(kind byte, at, more int) []byte {
		return binary.BigEndian.AppendUint16(binary.BigEndian.AppendUint32([]byte{kind}, uint32(at)), uint16(more))
	}
	packed := 0
	for i, o := range objects {
		if strings.Contains(o, "endstream") {
			where[i+1] = entry(1, b.Len(), 0)
			fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
			continue
		}
		where[i+1] = entry(2, n+1, packed)
		packed++
		fmt.Fprintf(&index, "%d %d ", i+1, inside.Len())
		inside.WriteString(o + "\n")
	}
	where[n+1] = entry(1, b.Len(), 0)
	body := pdfStream(fmt.Sprintf("/Type/ObjStm/N %d/First %d/Filter/FlateDecode", packed, index.Len()), deflate(index.String()+inside.String()))
	fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", n+1, body)
	at := b.Len()
	where[n+2] = entry(1, at, 0)
	for i := 1; i <= n+2; i++ {
		table = append(table, where[i]...)
	}
	xref := pdfStream(fmt.Sprintf("/Type/XRef/Size %d/W[1 4 2]/Root 1 0 R%s/Filter/FlateDecode", n+3, trailer), deflate(string(table)))
	fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n", n+2, xref, at)
	return b.Bytes()
}

func pdfStream(dict, data string) string {
	return fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", dict, len(data), data)
}

func deflate(data string) string {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	_, _ = z.Write([]byte(data))
	_ = z.Close()
	return b.String()
}

const pageText = "BT /F1 24 Tf 72 700 Td (Jalan rusak di depan pasar) Tj ET /Im1 Do"

// hostilePDF is a readable page with everything around it that must go.
func hostilePDF(t testing.TB, form func(trailer string, objects ...string) []byte) []byte {
	photo := string(cameraJPEG(encodeJPEG(t, halves(16, 16)), binary.LittleEndian, 1))
	js := "/S/JavaScript/JS(app.alert('" + marker + "'))"
	return form("/Info 5 0 R/ID[<4a454a414b><4a454a414b>]",
		"<</Type/Catalog/Pages 2 0 R/Metadata 6 0 R/OpenAction<<"+js+">>/AA<</WC<<"+js+">>>>"+
			"/Names<</JavaScript<</Names[(a)<<"+js+">>]>>/EmbeddedFiles<</Names[(b)8 0 R]>>>>"+
			"/AcroForm<</Fields[12 0 R]/XFA 6 0 R>>/PieceInfo<</X<</Private("+marker+")>>>>/Lang("+marker+")>>",
		"<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 7 0 R>>/XObject<</Im1 10 0 R/Im2 14 0 R>>>>"+
			"/Annots[11 0 R 12 0 R 13 0 R 15 0 R 16 0 R]/AA<</O<<"+js+">>>>/Metadata 6 0 R/LastModified(D:20260101000000Z)"+
			"/VP[<</Type/Viewport/BBox[0 0 9 9]/Measure<</Type/Measure/Subtype/GEO/GPTS[-6.17 106.8 -6.17 106.9]/GCS<</Type/GEOGCS/EPSG 4326>>>>>>]/Thumb 10 0 R>>",
		pdfStream("", pageText),
		"<</Author("+marker+")/Creator("+marker+")/Producer(P)/ModDate(D:20260101)/CreationDate(D:20260101)>>",
		pdfStream("/Type/Metadata/Subtype/XML", "<x:xmpmeta>"+marker+"</x:xmpmeta>"),
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
		"<</Type/Filespec/F(a.exe)/EF<</F 9 0 R>>>>",
		pdfStream("/Type/EmbeddedFile/Filter/FlateDecode", deflate(marker+" MZ")),
		pdfStream("/Type/XObject/Subtype/Image/Width 16/Height 16/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode/Metadata 6 0 R", photo),
		// a link whose action hides behind a reference and an escaped name
		"<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/#41 17 0 R/T("+marker+")>>",
		// a filled-in field: its look stays
		"<</Type/Annot/Subtype/Widget/FT/Tx/DA(/F1 9 Tf)/Rect[9 9 99 99]/V(Budi)/T("+marker+")/AP<</N 18 0 R>>/AA<</K<<"+js+">>>>>>",
		"<</Subtype/FileAttachment/Rect[0 0 9 9]/FS 8 0 R>>",
		pdfStream("/Type/XObject/Subtype/Image/Width 16/Height 16/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter[/ASCIIHexDecode/DCTDecode]", fmt.Sprintf("%x>", photo)),
		"<</Type/Annot/Subtype 19 0 R/Rect[0 0 9 9]/RichMediaContent<</Assets<</Names[(x)8 0 R]>>>>>>",
		"<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S 20 0 R/URI(http://example.org/"+marker+")>>>>",
		"<</Type/Action/S/J#61vaScript/JS("+marker+")/Next<<"+js+">>>>",
		pdfStream("/Type/XObject/Subtype/Form/BBox[0 0 90 90]/PieceInfo<</X("+marker+")>>", "BT (Isian formulir) Tj ET"),
		"/RichMedia",
		"/URI",
	)
}

// pagesPDF is a PDF of n empty pages.
func pagesPDF(n int) []byte {
	objects := []string{"<</Type/Catalog/Pages 2 0 R>>", ""}
	kids := ""
	for i := range n {
		kids += fmt.Sprintf("%d 0 R ", i+3)
		objects = append(objects, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>")
	}
	objects[1] = fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", n, kids)
	return pdfFile("", objects...)
}
