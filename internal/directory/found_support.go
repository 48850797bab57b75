package directory

import "tuntas/internal/civic"

// askedReasons are those with which a new installation begins for offices that are asked to help: rows to be edited, and
// without any nobody could be set free.
func askedReasons() []civic.Reason {
	from, own := civic.Date{Year: 2024, Month: 1, Day: 1}, "Ketentuan pengelola"
	return []civic.Reason{
		{List: civic.ReasonsUnable, Code: "not_ours", From: from, Source: own, TextID: "Bukan tugas kantor kami.", TextEN: "This is not the work of our office."},
		{List: civic.ReasonsUnable, Code: "no_means", From: from, Source: own, TextID: "Kami tidak punya tenaga, alat, atau data untuk ini.", TextEN: "We have not the people, tools or data for this."},
		{List: civic.ReasonsRelease, Code: "not_needed", From: from, Source: own, TextID: "Bantuan tidak diperlukan lagi.", TextEN: "The help is no longer needed."},
		{List: civic.ReasonsRelease, Code: "no_answer", From: from, Source: own, TextID: "Kantor tidak menjawab sampai batas waktu.", TextEN: "The office did not answer in time."},
	}
}
