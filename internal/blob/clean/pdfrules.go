package clean

import "github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

// droppedKeys are left out of every dictionary: what acts by itself, what encloses files,
// what tells about the author, his programs and the place.
var droppedKeys = set(
	"AA", "OpenAction", "JS", "JavaScript", "XFA", "URI", "Launch", "Next", // scripts and actions
	"AF", "EF", "EmbeddedFiles", "Collection", "RichMediaContent", // enclosures
	"Metadata", "PieceInfo", "LastModified", "ModDate", "CreationDate", "Thumb", "ID", // about the file
	"VP", "Measure", "LGIDict", "PtData", "GPTS", // where on earth
	"Names", "Dests", "AcroForm", "StructTreeRoot", "Perms", "DSS", "Ref", "OPI", "PresSteps", "B",
)

// droppedInNotes are left out of annotations: what they do when touched, and who wrote them
// when. What they look like is kept, so a filled-in form stays filled in.
var droppedInNotes = set("A", "PA", "T", "TU", "TM", "M", "NM", "RC", "DV", "Parent", "Popup", "IRT", "StructParent", "MK", "Kids")

// droppedInStreams are left out of streams: they would fetch the data from somewhere else.
var droppedInStreams = set("F", "FFilter", "FDecodeParms", "DL", "Length")

// nameLists are the keys under which a dictionary has keys the document chose.
var nameLists = set("Font", "XObject", "ExtGState", "ColorSpace", "Pattern", "Shading", "Properties",
	"CharProcs", "Colorants", "Solidities", "N", "R", "D")

// liveNotes are the annotations that carry a file, a sound, a film or a program.
var liveNotes = set("FileAttachment", "Sound", "Movie", "Screen", "RichMedia", "3D", "Popup", "TrapNet", "Projection")

// actions are the kinds of action a PDF can hold. A jump within the document would be
// harmless, but what it jumps by is dropped too.
var actions = set("JavaScript", "Launch", "URI", "GoTo", "GoToR", "GoToE", "GoToDp", "SubmitForm", "ImportData", "ResetForm",
	"Movie", "Sound", "Rendition", "RichMediaExecute", "Named", "Hide", "SetOCGState", "Trans", "GoTo3DView", "Thread")

// unwanted tells whether an object is dropped wherever it is met.
func (w *pdfWriter) unwanted(o types.Object) bool {
	switch o := o.(type) {
	case types.Dict:
		switch w.name(o["Type"]) {
		case "Action", "Filespec", "F", "Sig":
			return true
		}
		return actions[w.name(o["S"])] || o["EF"] != nil ||
			(w.isAnnotation(o) && liveNotes[w.name(o["Subtype"])])
	case types.StreamDict:
		switch w.name(o.Dict["Type"]) {
		case "Metadata", "EmbeddedFile", "ObjStm", "XRef":
			return true
		}
		return w.name(o.Dict["Subtype"]) == "XML"
	case types.ObjectStreamDict, types.XRefStreamDict, *types.ObjectStreamDict, *types.XRefStreamDict:
		return true // how the old file was packed
	}
	return false
}

// isAnnotation tells a note on a page from other dictionaries, also when it does not say
// that it is one.
func (w *pdfWriter) isAnnotation(d types.Dict) bool {
	return w.name(d["Type"]) == "Annot" || (d["Rect"] != nil && d["Subtype"] != nil)
}

// name returns the name an object is, itself or by reference, or "".
func (w *pdfWriter) name(o types.Object) string {
	if ref, ok := o.(types.IndirectRef); ok {
		o, _ = w.doc.Dereference(ref) // what cannot be read is no name
	}
	n, _ := o.(types.Name)
	return string(n)
}

func set(words ...string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}
