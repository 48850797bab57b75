package directory

import "tuntas/internal/civic"

// findingReasons are how looking into a report of oversight grade can end, as long as nobody writes other ones. That a report
// was knowingly untrue is found by people like anything else, and never follows from another finding.
func findingReasons() []civic.Reason {
	from, own := civic.Date{Year: 2024, Month: 1, Day: 1}, "Ketentuan pengelola"
	return []civic.Reason{
		{List: civic.ReasonsFinding, Code: "proven", From: from, Source: own, Asks: "measure heard", TextID: "Terbukti.", TextEN: "Proven."},
		{List: civic.ReasonsFinding, Code: "not_proven", From: from, Source: own,
			TextID: "Tidak terbukti. Nama pihak yang disebut bersih.", TextEN: "Not proven. The name of whoever was named is clear."},
		{List: civic.ReasonsFinding, Code: "referred", From: from, Source: own,
			TextID: "Diteruskan kepada penegak hukum atau lembaga lain.", TextEN: "Passed on to law enforcement or another body."},
		{List: civic.ReasonsFinding, Code: "false_report", From: from, Source: own, Asks: "heard",
			TextID: "Laporan sengaja dibuat tidak benar. Nama pihak yang disebut bersih.", TextEN: "The report was knowingly untrue. The name of whoever was named is clear."},
	}
}
