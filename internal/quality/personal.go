package quality

import "tuntas/internal/triage"

// PersonalData finds personal data by the patterns of package triage.
func PersonalData(text string) []Hit {
	var out []Hit
	for _, f := range triage.Find(text) {
		out = append(out, Hit{Kind: string(f.Kind), Span: Span{f.From, f.To}, Mask: triage.Cover(f.Kind)})
	}
	return out
}
